import { expect } from "@playwright/test";
import { Person } from "./person.ts";

/** A party, or the agent of one, who comes by a personal link. */
export class Party extends Person {
  link = "";
  async opens(link: string) {
    this.link = link;
    await this.page.goto(link);
  }

  async entersCode() {
    await this.button("people.getCode").click();
    await this.field("people.code").fill(await this.demoCode());
    await this.button("people.enter").click();
  }

  async confirmsIdentity(idNumber: string) {
    await this.field("people.idNumber").fill(idNumber);
    await this.button("people.confirmIdentity").click();
    await expect(this.heading("people.noticeTitle")).toBeVisible();
  }

  async acknowledgesNotice() {
    await this.page.getByRole("checkbox").check();
    await this.button("people.noticeGo").click();
    await expect(this.heading("people.addressTitle")).toBeVisible();
  }

  async givesAddress(address: string, phone: string) {
    await this.field("people.address").fill(address);
    await this.field("people.phone").fill(phone);
    await this.page.getByRole("checkbox", { name: this.t("people.online") }).check();
    await this.button("people.finish").click();
    await expect(this.caseParts).toBeVisible();
  }

  async enters(link: string, who: { idNumber: string; address: string; phone: string }) {
    await this.opens(link);
    await this.entersCode();
    await this.confirmsIdentity(who.idNumber);
    await this.acknowledgesNotice();
    await this.givesAddress(who.address, who.phone);
  }

  /** With the ID number that a demo offers to fill in. */
  async entersDemo(link: string, who: { address: string; phone: string }) {
    await this.opens(link);
    await this.entersCode();
    await this.page.locator(".notice button").click();
    await this.confirmsIdentity(await this.field("people.idNumber").inputValue());
    await this.acknowledgesNotice();
    await this.givesAddress(who.address, who.phone);
  }

  /** Somebody who has entered before comes back with a code alone. */
  async comesBack(link: string) {
    await this.opens(link);
    await this.entersCode();
    await expect(this.caseParts).toBeVisible();
  }

  /** Keeps this sign-in and ends all others. */
  async endsOtherSessions() {
    await this.page.getByText(this.t("people.sessions.mine"), { exact: true }).click();
    await expect(this.page.locator("[data-session]")).toHaveCount(2);
    await this.button("people.sessions.endOthers").click();
    await expect(this.page.locator("[data-session]")).toHaveCount(1);
  }

  async goes(part: "" | "draft" | "messages" | "agreement" | "confirmation" | "timeline" | "room") {
    await this.page.goto(`${this.link}${part ? `/${part}` : ""}`);
  }

  async waitsAtDoor() {
    await this.goes("room");
    await this.passesDeviceCheck();
    await expect(this.told("rooms.keepPlace")).toBeVisible();
  }

  async agreesTo(number: number) {
    const clause = this.clause(number);
    const button = this.button("drafting.agree", clause).or(
      this.button("drafting.agreeAgain", clause),
    );
    await button.click();
    await expect(button).toHaveCount(0);
  }

  async choosesCourt(court: string) {
    await this.page.getByRole("radio", { name: court }).check();
    await this.button("confirmation.prepare").click();
    await expect(this.heading("agreements.yourSignature")).toBeVisible();
  }

  async files(court: string) {
    await this.button("confirmation.file").click();
    await expect(this.told("confirmation.say.filed", { court })).toBeVisible();
  }

  async answersDefect(words: string) {
    await this.field("confirmation.answer").fill(words);
    await this.button("confirmation.sendAnswers").click();
    await expect(this.heading("agreements.yourSignature")).toBeVisible();
  }
}
