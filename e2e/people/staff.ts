import { expect } from "@playwright/test";
import { Person } from "./person.ts";

export class Staff extends Person {
  async signsIn(url: string, account: { email: string; password: string }) {
    await this.page.goto(url);
    await this.fillsSignIn(account);
  }

  async fillsSignIn(account: { email: string; password: string }) {
    await this.field("people.account").fill(account.email);
    await this.field("people.password").fill(account.password);
    await this.button("people.signIn").click();
    await expect(this.button("people.signOut")).toBeVisible();
  }
}

export class Coordinator extends Staff {
  async seals(title: string) {
    const card = this.page.locator(".card", { hasText: title }).first();
    await expect(this.button("agreements.seal", card)).toBeDisabled(); // nobody seals unseen
    await this.button("agreements.read", card).click();
    await expect(card.locator(".paper-page").first()).toHaveAttribute("data-drawn", "");
    await this.button("agreements.seal", card).click();
    await this.button("agreements.sealNow", this.page.getByRole("dialog")).click();
    await expect(card.getByText(this.t("agreements.state.sealed"))).toBeVisible({
      timeout: 60_000,
    });
  }
}

export class Clerk extends Staff {
  async opensApplication(title: string) {
    await this.page.getByRole("link", { name: title }).click();
    await expect(this.heading("court.checks")).toBeVisible({ timeout: 40_000 });
  }

  decision(name: "accept" | "return" | "confirm") {
    return this.page.getByRole("radio", {
      name: new RegExp(`^${this.t(`court.decision.${name}`)}`),
    });
  }

  async accepts() {
    await this.decision("accept").check();
    await this.button("court.decision.accept").click();
    await expect(this.decision("confirm")).toBeVisible({ timeout: 30_000 });
  }

  async returns(note: string) {
    await this.decision("return").check();
    await this.field("court.defectNote").fill(note);
    await this.button("court.decision.return").click();
    await expect(this.heading("confirmation.state.returned")).toBeVisible({ timeout: 30_000 });
  }

  async confirms(number: string) {
    await this.decision("confirm").check();
    await this.page
      .getByRole("textbox", { name: this.t("confirmation.rulingNumber") })
      .fill(number);
    await this.button("court.decision.confirm").click();
    await expect(this.heading("confirmation.state.confirmed")).toBeVisible({ timeout: 30_000 });
  }

  async handsInRuling(file: string) {
    await this.field("court.rulingPdf").setInputFiles(file);
    await this.button("court.handInRuling").click();
    await expect(
      this.page.getByRole("tab", { name: this.t("confirmation.document.ruling") }),
    ).toBeVisible({ timeout: 30_000 });
  }

  async downloads(): Promise<string> {
    const [download] = await Promise.all([
      this.page.waitForEvent("download"),
      this.page.getByRole("link", { name: this.t("court.download") }).click(),
    ]);
    return download.path();
  }
}
