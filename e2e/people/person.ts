import {
  type Browser,
  type BrowserContext,
  expect,
  type Locator,
  type Page,
} from "@playwright/test";
import { type Language, numberIn, type Words, wordsOf } from "./words.ts";

export const PHONE = { width: 390, height: 844 },
  DESKTOP = { width: 1440, height: 900 };

export type Look = { size?: { width: number; height: number }; language?: Language };

/** Somebody at a browser, who reads one language. One method per thing a person does. */
export class Person {
  page: Page;
  readonly context: BrowserContext;
  readonly t: Words;
  readonly language: Language;
  constructor(page: Page, context: BrowserContext, language: Language) {
    this.page = page;
    this.context = context;
    this.language = language;
    this.t = wordsOf(language);
  }

  button(key: string, within: Page | Locator = this.page): Locator {
    return within.getByRole("button", { name: this.t(key), exact: true });
  }

  field(key: string, about?: Record<string, unknown>, within: Page | Locator = this.page): Locator {
    return within.getByLabel(this.t(key, about));
  }

  heading(key: string): Locator {
    return this.page.getByRole("heading", { name: this.t(key) });
  }

  /** The sentence of the page that says this. */
  told(key: string, about?: Record<string, unknown>): Locator {
    return this.page.getByText(this.t(key, about)).first();
  }

  get caseParts(): Locator {
    return this.page.getByRole("navigation", { name: this.t("cases.tabs") });
  }

  async passesDeviceCheck() {
    const { page } = this;
    await this.button("rooms.allowMicrophone").click();
    await expect(page.getByRole("meter")).toBeVisible();
    await this.button("rooms.allowCamera").click();
    await expect(page.locator("video.preview")).toBeVisible();
    await this.button("rooms.toDoor").or(this.button("rooms.openRoom")).click();
  }

  async sees(names: string[]) {
    for (const name of names) {
      const video = this.page.locator(".tile", { hasText: name }).locator("video").first();
      await expect
        .poll(
          () =>
            video.evaluate((element) => (element as HTMLVideoElement).videoWidth).catch(() => 0),
          { timeout: 60_000 },
        )
        .toBeGreaterThan(0);
    }
  }

  /** Every other person's sound is attached and live. */
  async hears(count: number) {
    await expect
      .poll(
        () =>
          this.page
            .locator(".tile audio")
            .evaluateAll(
              (all) =>
                all.filter((one) =>
                  ((one as HTMLAudioElement).srcObject as MediaStream | null)
                    ?.getAudioTracks()
                    .some((track) => track.readyState === "live" && !track.muted),
                ).length,
            ),
        { timeout: 60_000 },
      )
      .toBe(count);
  }

  bar(
    name:
      | "mute"
      | "unmute"
      | "share"
      | "devices"
      | "draft"
      | "chat"
      | "sign"
      | "hand"
      | "check"
      | "leave",
  ): Locator {
    return this.page
      .locator(".room-bar")
      .getByRole("button", { name: this.t(`rooms.bar.${name}`) });
  }

  async writesMessage(words: string) {
    await this.page.getByPlaceholder(this.t("messages.write")).fill(words);
    await this.button("messages.send").click();
    await expect(this.page.locator(".bubble", { hasText: words })).toBeVisible();
  }

  clause(number: number) {
    return this.page.getByRole("article", { name: this.clauseTitle(number), exact: true });
  }

  clauseTitle(number: number) {
    return this.t("drafting.clauseNumber", { number: numberIn(this.language, number) });
  }

  async edits(number: number) {
    const name = this.t("drafting.editClause", { number: numberIn(this.language, number) });
    const editor = this.clause(number).locator(".ProseMirror");
    const waiting = this.clause(number).getByRole("button", { name });
    await expect(editor.or(waiting).first()).toBeVisible();
    if (await waiting.isVisible()) await waiting.click();
    await expect(editor).toBeVisible();
  }

  async writes(number: number, words: string) {
    await this.edits(number);
    await this.clause(number).locator(".ProseMirror").click();
    await this.page.keyboard.press("Control+End");
    await this.page.keyboard.type(words);
    await this.button("drafting.done", this.clause(number)).click();
    await this.isSaved();
  }

  async isSaved() {
    await expect(this.page.locator(".state-line")).toHaveAttribute("data-status", "saved");
  }

  async addsClause(kind: "payment" | "guarantee" | "free") {
    await this.field("drafting.newKind").selectOption(kind);
    await this.page.getByRole("button", { name: this.t("drafting.add") }).click();
  }

  async draws() {
    const box = await this.padAtRest();
    for (const [dx, dy] of [
      [0.15, 0.3],
      [0.4, 0.25],
      [0.62, 0.35],
    ] as const) {
      await this.page.mouse.move(box.x + box.width * dx, box.y + box.height * dy);
      await this.page.mouse.down();
      for (let step = 1; step <= 8; step++)
        await this.page.mouse.move(
          box.x + box.width * (dx + step * 0.02),
          box.y + box.height * (dy + step * 0.05),
        );
      await this.page.mouse.up();
    }
  }

  /** Where the box to sign in stands, once nothing moves it any more. */
  private async padAtRest() {
    const pad = this.page.locator("canvas.pad").last();
    await pad.hover();
    const box = await pad.boundingBox();
    if (!box) throw new Error("no signature box");
    return box;
  }

  /** A hand that runs out of the box below: what it drew is seen whole all the same. */
  async drawsOverTheEdge() {
    const box = await this.padAtRest();
    const x = box.x + box.width / 2;
    await this.page.mouse.move(x, box.y + box.height * 0.4);
    await this.page.mouse.down();
    for (let step = 1; step <= 8; step++)
      await this.page.mouse.move(x + step * 3, box.y + box.height * (0.4 + step * 0.12));
    await this.page.mouse.up();
    const { touchesEdge, ratio } = await this.ink();
    expect(touchesEdge).toBe(false);
    // Eight steps of 3 to 0.12 of the height, whatever the size in which they are shown.
    expect(Math.abs((ratio * 24) / (box.height * 0.96) - 1)).toBeLessThan(0.2);
  }

  /** In the larger box; back in the small one all of it is still there, in the same proportions. */
  async drawsLarge() {
    await this.button("agreements.padLarge").click();
    await this.draws();
    const large = await this.ink();
    await this.button("agreements.padDone").click();
    await expect
      .poll(async () => Math.abs((await this.ink()).ratio / large.ratio - 1))
      .toBeLessThan(0.15);
    expect((await this.ink()).touchesEdge).toBe(false);
  }

  /** In the room: what is drawn is still there after something else was looked at. */
  async drawsAndLooksAway() {
    await this.bar("sign").click();
    await this.draws();
    const drawn = await this.ink();
    await this.bar("chat").click();
    await expect(this.page.locator("canvas.pad")).toBeHidden();
    await this.bar("sign").click();
    await expect
      .poll(async () => Math.abs((await this.ink()).ratio / drawn.ratio - 1))
      .toBeLessThan(0.15);
  }

  /** What is drawn on the pad: height by width of its extent, and whether it runs into the edge. */
  private ink(): Promise<{ ratio: number; touchesEdge: boolean }> {
    return this.page
      .locator("canvas.pad")
      .last()
      .evaluate((element) => {
        const { width, height } = element as HTMLCanvasElement;
        const drawn = (element as HTMLCanvasElement).getContext("2d");
        if (!drawn) throw new Error("nothing to draw on");
        const { data } = drawn.getImageData(0, 0, width, height);
        const xs: number[] = [];
        const ys: number[] = [];
        for (let at = 3; at < data.length; at += 4)
          if (data[at]) {
            xs.push(((at - 3) / 4) % width);
            ys.push(Math.floor((at - 3) / 4 / width));
          }
        const span = (all: number[]) =>
          all.reduce((most, one) => Math.max(most, one), 0) -
          all.reduce((least, one) => Math.min(least, one), 1e9);
        const bottom = ys.reduce((most, one) => Math.max(most, one), 0);
        return { ratio: span(ys) / span(xs), touchesEdge: bottom >= height - 1 };
      });
  }

  /** The paper is drawn on this screen and its words can be selected and read aloud. */
  async reads(words: string[]) {
    const page = this.page.locator(".paper-page").first();
    await expect(page).toHaveAttribute("data-drawn", "");
    for (const some of words)
      await expect
        .poll(async () => (await page.locator(".textLayer").innerText()).replace(/\s/g, ""))
        .toContain(some);
  }

  /** The one-time code that a demo shows on the screen. */
  async demoCode(): Promise<string> {
    return (await this.told("people.demoCode").locator("strong").innerText()).trim();
  }

  /** Ticks the statement, draws (or types) the name, asks for a fresh code and signs. */
  async signs(how: { typing?: string; large?: boolean } = {}) {
    const form = this.page.locator("form", { has: this.heading("agreements.yourSignature") });
    await form.getByRole("checkbox").check();
    if (how.typing) {
      await this.button("agreements.typeInstead", form).click();
      await this.field("agreements.typedName").fill(how.typing);
    } else if (how.large) await this.drawsLarge();
    else await this.draws();
    await this.button("agreements.getCode", form).click();
    await this.field("people.code").fill(await this.demoCode());
    await this.button("agreements.signNow", form).click();
    await expect(this.heading("agreements.yourSignature")).toHaveCount(0);
  }
}

/** A browser of his own for somebody of this role. */
export async function somebody<P extends Person>(
  Role: new (page: Page, context: BrowserContext, language: Language) => P,
  browser: Browser,
  { size = DESKTOP, language = "zh-CN" }: Look = {},
): Promise<P> {
  const phone = size.width === PHONE.width;
  const context = await browser.newContext({
    viewport: size,
    locale: language,
    permissions: ["camera", "microphone"],
    hasTouch: phone,
    isMobile: phone,
    acceptDownloads: true,
  });
  return new Role(await context.newPage(), context, language);
}
