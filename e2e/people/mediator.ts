import { expect, type Locator } from "@playwright/test";
import { checkSteps } from "../../shared/people/identityCheck.ts";
import { Staff } from "./staff.ts";

export type NewParty = {
  side: "applicant" | "respondent";
  name: string;
  idNumber: string;
  address: string;
  district: string;
  phone: string;
  liability?: string;
  sex?: string;
  birth?: string;
  agent?: {
    name: string;
    firm: string;
    authority: "general" | "special";
    phone: string;
    alone?: boolean;
  };
};

export type NewCase = {
  title: string;
  kind: string;
  facts: string;
  claims: string;
  parties: NewParty[];
};

export class Mediator extends Staff {
  base = "";
  caseId = "";
  async opensCase(base: string, caseId: string) {
    this.base = base;
    this.caseId = caseId;
    await this.goes("");
    await expect(this.caseParts).toBeVisible();
  }

  async goes(part: string) {
    await this.page.goto(`${this.base}/desk/cases/${this.caseId}${part ? `/${part}` : ""}`);
  }

  /** By the tab itself: the page stays. */
  async turnsTo(tab: "draft" | "messages" | "timeline") {
    await this.caseParts.getByRole("link", { name: this.t(`cases.tab.${tab}`) }).click();
  }

  async registers(base: string, about: NewCase) {
    this.base = base;
    await this.page.goto(`${base}/desk/new`);
    await this.field("cases.titleField").fill(about.title);
    await this.field("cases.kind").selectOption(about.kind);
    await this.field("cases.facts").fill(about.facts);
    await this.page.getByLabel(this.t("cases.claims"), { exact: true }).fill(about.claims);
    for (const party of about.parties.slice(2))
      await this.page
        .getByRole("button", {
          name: this.t(party.side === "applicant" ? "cases.addApplicant" : "cases.addRespondent"),
        })
        .click();
    for (const [index, party] of about.parties.entries()) {
      const box = this.page.getByRole("group", {
        name: this.t("cases.partyNumber", { number: index + 1 }),
        exact: true,
      });
      await this.#describes(box, party);
    }
    await this.button("cases.create").click();
    await this.page.waitForURL(/\/desk\/cases\/[0-9a-f-]{36}$/);
    this.caseId = this.page.url().split("/").at(-1) as string;
  }

  async #describes(box: Locator, party: NewParty) {
    const fills = (key: string, words = "") =>
      box
        .getByRole("textbox", { name: this.t(key), exact: true })
        .first()
        .fill(words);
    await fills("cases.field.name", party.name);
    await this.field("people.idNumber", {}, box).first().fill(party.idNumber);
    if (party.sex) await fills("cases.field.sex", party.sex);
    if (party.birth) await this.field("cases.field.birth", {}, box).fill(party.birth);
    await fills("cases.field.address", party.address);
    await fills("cases.field.district", party.district);
    if (party.liability) await fills("cases.field.liability", party.liability);
    await this.field("people.phone", {}, box).first().fill(party.phone);
    if (!party.agent) return;
    await box.getByRole("button", { name: this.t("cases.addAgent") }).click();
    await box
      .getByRole("textbox", { name: this.t("people.name"), exact: true })
      .last()
      .fill(party.agent.name);
    await this.field("people.phone", {}, box).last().fill(party.agent.phone);
    await this.field("cases.firm", {}, box).fill(party.agent.firm);
    await this.field("cases.authorityField", {}, box).selectOption(party.agent.authority);
    if (party.agent.alone) await this.button("cases.onlyAgent", box).click();
  }

  #row(name: string) {
    return this.page.locator("[data-person-row]", {
      has: this.page.locator("strong", { hasText: new RegExp(`^${name}$`) }),
    });
  }

  async invites(name: string): Promise<string> {
    await this.button("cases.invite", this.#row(name)).click();
    const link = await this.field("cases.link").inputValue();
    await this.button("ui.close", this.page.getByRole("dialog")).click();
    return link;
  }

  /** A new link ends the one before: asked first. */
  async invitesAgain(name: string): Promise<string> {
    await this.button("cases.inviteAgain", this.#row(name)).click();
    await this.button("cases.inviteAgainNow").click();
    const link = await this.field("cases.link").inputValue();
    await this.button("ui.close", this.page.getByRole("dialog")).click();
    return link;
  }

  async #followsGuide(way: "video" | "in-person", idNumber: string | undefined, within: Locator) {
    await this.button("people.check.begin", within).click();
    await expect
      .poll(async () => (await within.locator(".check-number").innerText()).replaceAll(" ", ""))
      .toMatch(new RegExp(`^${idNumber ?? "[0-9A-Z]{5,20}"}$`));
    for (const step of checkSteps)
      await within
        .getByRole("checkbox", { name: this.t(`people.check.step.${step}.${way}`) })
        .check();
    if (way === "in-person")
      await this.field("people.check.place", {}, within).fill("梧桐街道调委会");
    await this.button("people.check.confirm", within).click();
  }

  /** On the case's page, with the card in hand. */
  async checksIdentityInPerson(name: string, idNumber?: string) {
    await this.button("people.check.open", this.#row(name)).click();
    const dialog = this.page.getByRole("dialog");
    await this.button("people.check.inPerson", dialog).click();
    await this.#followsGuide("in-person", idNumber, dialog);
    await expect(this.#row(name).getByText(this.t("cases.level.verified"))).toBeVisible();
  }

  /** In the room, beside the person's face. */
  async checksIdentityOnVideo(name: string, idNumber: string) {
    const panel = this.page.locator(".room-side");
    const row = panel.locator("[data-check-row]", { hasText: name });
    if ((await this.bar("check").getAttribute("aria-pressed")) !== "true")
      await this.bar("check").click();
    await this.button("people.check.open", row).click();
    await this.#followsGuide("video", idNumber, panel);
    await expect(row.getByText(this.t("cases.level.verified"))).toBeVisible();
  }

  async undoesCheck(name: string, reason: string) {
    const dialog = this.page.getByRole("dialog");
    await this.button("people.check.undo", this.#row(name)).click();
    await this.field("people.check.undoReason", {}, dialog).fill(reason);
    await this.button("people.check.undo", dialog).click();
    await expect(this.#row(name).getByText(this.t("cases.level.entered"))).toBeVisible();
  }

  /** The number of a party on record was wrong. */
  async correctsNumber(name: string, idNumber: string) {
    const party = this.page.locator("[data-party]", { has: this.#row(name) });
    const dialog = this.page.getByRole("dialog");
    await this.button("cases.editPartyOf", party).click();
    await this.field("people.idNumber", {}, dialog).first().fill(idNumber);
    await this.button("ui.save", dialog).click();
    await expect(dialog).toHaveCount(0);
  }

  async beginsSession() {
    await this.goes("room");
    await this.passesDeviceCheck();
    await this.button("rooms.begin").click();
    await expect(this.page.locator(".room[data-connection='connected']")).toBeVisible({
      timeout: 40_000,
    });
  }

  atDoor(name: string) {
    return this.page.locator(".waiting-list li", { hasText: name });
  }

  async admits(name: string) {
    await this.button("rooms.admit", this.atDoor(name)).click();
    await expect(this.atDoor(name)).toHaveCount(0);
  }

  async declines(name: string, reason: string) {
    await this.button("rooms.declineOne", this.atDoor(name)).click();
    await this.field("rooms.declineWhy").fill(reason);
    await this.button("rooms.declineOne", this.page.getByRole("dialog")).click();
    await expect(this.page.getByRole("dialog")).toHaveCount(0);
  }

  async plans(number: number, rows: { amount: string; due: string }[]) {
    const clause = this.clause(number);
    for (const [index, row] of rows.entries()) {
      await clause.getByRole("button", { name: this.t("drafting.addTerm") }).click();
      await this.field("drafting.amountOf", { n: index + 1 }, clause).fill(row.amount);
      await this.field("drafting.dueOf", { n: index + 1 }, clause).fill(row.due);
    }
    await this.isSaved();
  }

  /** Opens the check before the freeze, sees this finding and goes back to the text. */
  async isWarnedOf(finding: string, values: Record<string, string> = {}) {
    const dialog = this.page.getByRole("dialog");
    await this.button("drafting.freeze").click();
    await expect(dialog.getByText(this.t(`drafting.finding.${finding}`, values))).toBeVisible();
    await this.button("ui.close", dialog).click();
  }

  async freezes() {
    await this.button("drafting.freeze").click();
    await this.button("drafting.freezeNow", this.page.getByRole("dialog")).click();
    await expect(this.page.getByRole("dialog")).toHaveCount(0, { timeout: 30_000 });
  }

  async endsSession() {
    await this.bar("leave").click();
    await this.button("rooms.endAll").click();
    await expect(this.caseParts).toBeVisible();
  }
}
