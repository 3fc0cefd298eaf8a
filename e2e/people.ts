import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";

export const PHONE = { width: 390, height: 844 },
  DESKTOP = { width: 1440, height: 900 };
type Look = { size?: { width: number; height: number }; language?: "zh-CN" | "en" };
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
  agent?: { name: string; firm: string; authority: "general" | "special"; phone: string; alone?: boolean };
};

async function open(browser: Browser, look: Look = {}): Promise<{ context: BrowserContext; page: Page }> {
  const phone = look.size?.width === PHONE.width;
  const context = await browser.newContext({
    viewport: look.size ?? DESKTOP,
    locale: look.language ?? "zh-CN",
    permissions: ["camera", "microphone"],
    hasTouch: phone,
    isMobile: phone,
    acceptDownloads: true,
  });
  return { context, page: await context.newPage() };
}

/** Somebody at a browser. One method per thing a person does. */
class Person {
  page: Page;
  readonly context: BrowserContext;
  constructor(page: Page, context: BrowserContext) {
    this.page = page;
    this.context = context;
  }

  async passesDeviceCheck() {
    const { page } = this;
    await page.getByRole("button", { name: "打开麦克风" }).click();
    await expect(page.getByRole("meter")).toBeVisible();
    await page.getByRole("button", { name: "打开摄像头" }).click();
    await expect(page.locator("video.preview")).toBeVisible();
    await page.getByRole("button", { name: /去门口等候|去开室/ }).click();
  }
  async sees(names: string[]) {
    for (const name of names) {
      const video = this.page.locator(".tile", { hasText: name }).locator("video").first();
      await expect
        .poll(() => video.evaluate((element) => (element as HTMLVideoElement).videoWidth).catch(() => 0), { timeout: 60_000 })
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
  async opensSide(name: "协议" | "消息" | "签署") {
    await this.page.locator(".room-bar").getByRole("button", { name }).click();
  }
  async says(words: string) {
    await this.page.getByPlaceholder("写消息…").fill(words);
    await this.page.getByRole("button", { name: "发送" }).click();
    await expect(this.page.locator(".bubble", { hasText: words })).toBeVisible();
  }
  clause(number: string) {
    return this.page.getByRole("article", { name: `第${number}条`, exact: true });
  }
  async writes(number: string, words: string) {
    const clause = this.clause(number),
      editor = clause.locator(".ProseMirror"),
      waiting = clause.getByRole("button", { name: `编辑第${number}条` });
    await expect(editor.or(waiting).first()).toBeVisible();
    if (await waiting.isVisible()) await waiting.click();
    await editor.click();
    await this.page.keyboard.press("Control+End");
    await this.page.keyboard.type(words);
    await clause.getByRole("button", { name: "写好了" }).click();
    await this.isSaved();
  }
  async isSaved() {
    await expect(this.page.locator(".state-line")).toHaveAttribute("data-status", "saved");
  }
  async addsClause(kind: string) {
    await this.page.getByLabel("添加哪一类条款").selectOption({ label: kind });
    await this.page.getByRole("button", { name: "添加条款" }).click();
  }
  async draws() {
    const pad = this.page.locator("canvas.pad");
    await pad.scrollIntoViewIfNeeded();
    const box = await pad.boundingBox();
    if (!box) throw new Error("no signature box");
    for (const [dx, dy] of [
      [0.15, 0.3],
      [0.4, 0.25],
      [0.62, 0.35],
    ] as const) {
      await this.page.mouse.move(box.x + box.width * dx, box.y + box.height * dy);
      await this.page.mouse.down();
      for (let step = 1; step <= 8; step++)
        await this.page.mouse.move(box.x + box.width * (dx + step * 0.02), box.y + box.height * (dy + step * 0.05));
      await this.page.mouse.up();
    }
  }
  /** The paper is drawn on this screen and its words can be selected and read aloud. */
  async reads(words: string[]) {
    const page = this.page.locator(".paper-page").first();
    await expect(page).toHaveAttribute("data-drawn", "");
    for (const some of words)
      await expect.poll(async () => (await page.locator(".textLayer").innerText()).replace(/\s/g, "")).toContain(some);
  }
  /** Ticks the statement, draws (or types) the name, asks for a fresh code and signs. */
  async signs(how: { typing?: string } = {}) {
    const { page } = this;
    await page.getByRole("checkbox", { name: /自愿/ }).check();
    if (how.typing) {
      await page.getByRole("button", { name: /改为键盘输入姓名/ }).click();
      await page.getByLabel("输入您的姓名").fill(how.typing);
    } else await this.draws();
    await page.getByRole("button", { name: "获取签署验证码" }).click();
    const code = (await page.getByText("演示验证码").locator("strong").innerText()).trim();
    await page.getByLabel("6 位验证码").fill(code);
    await page.getByRole("button", { name: "签署", exact: true }).last().click();
    await expect(page.getByRole("heading", { name: "您的签名" })).toHaveCount(0);
  }
}

export class Party extends Person {
  link = "";
  async opens(link: string) {
    this.link = link;
    await this.page.goto(link);
  }
  async entersCode() {
    const { page } = this;
    await page.getByRole("button", { name: "获取验证码" }).click();
    const code = (await page.getByText("演示验证码").locator("strong").innerText()).trim();
    await page.getByLabel("6 位验证码").fill(code);
    await page.getByRole("button", { name: "进入", exact: true }).click();
    await expect(page.getByRole("heading", { name: "确认您的身份" })).toBeVisible();
  }
  async confirmsIdentity(idNumber: string) {
    await this.page.getByLabel("证件号码").fill(idNumber);
    await this.page.getByRole("button", { name: "确认身份" }).click();
    await expect(this.page.getByRole("heading", { name: "您的权利和义务" })).toBeVisible();
  }
  async acknowledgesNotice() {
    await this.page.getByRole("checkbox").check();
    await this.page.getByRole("button", { name: "知道了，下一步" }).click();
    await expect(this.page.getByRole("heading", { name: "送达地址和联系方式" })).toBeVisible();
  }
  async givesAddress(address: string, phone: string) {
    const { page } = this;
    await page.getByLabel("详细地址").fill(address);
    await page.getByLabel("手机号码").fill(phone);
    await page.getByRole("checkbox", { name: /同意在线上进行调解/ }).check();
    await page.getByRole("button", { name: "完成，查看案件" }).click();
    await expect(page.getByRole("navigation", { name: "案件内容" })).toBeVisible();
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
    await this.confirmsIdentity(await this.page.getByLabel("证件号码").inputValue());
    await this.acknowledgesNotice();
    await this.givesAddress(who.address, who.phone);
  }
  async goes(part: "" | "draft" | "messages" | "agreement" | "confirmation" | "timeline" | "room") {
    await this.page.goto(`${this.link}${part ? `/${part}` : ""}`);
  }
  async waitsAtDoor() {
    await this.goes("room");
    await this.passesDeviceCheck();
    await expect(this.page.getByText(/您排在第/)).toBeVisible();
  }
  async agreesTo(number: string) {
    const button = this.clause(number).getByRole("button", { name: /^同意这一条$|^同意新内容$/ });
    await button.click();
    await expect(button).toHaveCount(0);
  }
}

class Staff extends Person {
  async signsIn(url: string, email: string, password: string) {
    await this.page.goto(url);
    await this.page.getByLabel("账号（邮箱）").fill(email);
    await this.page.getByLabel("密码").fill(password);
    await this.page.getByRole("button", { name: "登录" }).click();
    await expect(this.page.getByRole("button", { name: "退出" })).toBeVisible();
  }
}

export class Mediator extends Staff {
  base = "";
  caseId = "";
  async opensCase(base: string, caseId: string) {
    this.base = base;
    this.caseId = caseId;
    await this.goes("");
    await expect(this.page.getByRole("navigation", { name: "案件内容" })).toBeVisible();
  }
  async goes(part: string) {
    await this.page.goto(`${this.base}/desk/cases/${this.caseId}${part ? `/${part}` : ""}`);
  }
  async registers(base: string, about: { title: string; kind: string; facts: string; claims: string; parties: NewParty[] }) {
    const { page } = this;
    this.base = base;
    await page.goto(`${base}/desk/new`);
    await page.getByLabel("案件名称").fill(about.title);
    await page.getByLabel("纠纷类型").selectOption({ label: about.kind });
    await page.getByLabel("主要事实").fill(about.facts);
    await page.getByLabel("请求", { exact: true }).fill(about.claims);
    for (const party of about.parties.slice(2))
      await page.getByRole("button", { name: party.side === "applicant" ? "添加申请人" : "添加被申请人" }).click();
    for (const [index, party] of about.parties.entries()) {
      const box = page.getByRole("group", { name: `当事人 ${index + 1}` });
      await box.getByLabel("姓名或名称").fill(party.name);
      await box.getByLabel("证件号码").first().fill(party.idNumber);
      if (party.sex) await box.getByLabel("性别").fill(party.sex);
      if (party.birth) await box.getByLabel("出生日期").fill(party.birth);
      await box.getByLabel("住址").fill(party.address);
      await box.getByLabel("所在区县（用于确定法院）").fill(party.district);
      if (party.liability) await box.getByLabel(/在纠纷中的地位/).fill(party.liability);
      await box.getByLabel("手机号码").first().fill(party.phone);
      if (!party.agent) continue;
      await box.getByRole("button", { name: "添加委托代理人" }).click();
      await box.getByLabel("姓名", { exact: true }).fill(party.agent.name);
      await box.getByLabel("手机号码").last().fill(party.agent.phone);
      await box.getByLabel(/律所或单位/).fill(party.agent.firm);
      await box.getByLabel("代理权限").selectOption(party.agent.authority);
      if (party.agent.alone) await box.getByRole("button", { name: "本人不参加，只由代理人参加" }).click();
    }
    await page.getByRole("button", { name: "登记案件" }).click();
    await page.waitForURL(/\/desk\/cases\/[0-9a-f-]{36}$/);
    this.caseId = page.url().split("/").at(-1) as string;
  }
  #row(name: string) {
    return this.page.locator("[data-person-row]", { has: this.page.locator("strong", { hasText: new RegExp(`^${name}$`) }) });
  }
  async invites(name: string): Promise<string> {
    await this.#row(name)
      .getByRole("button", { name: /发邀请/ })
      .click();
    const link = await this.page.getByLabel("邀请链接").inputValue();
    await this.page.getByRole("dialog").getByRole("button", { name: "关闭" }).click();
    return link;
  }
  async checksDocument(name: string) {
    await this.#row(name).getByRole("button", { name: "视频核对证件" }).click();
    await expect(this.#row(name).getByText("证件已核对")).toBeVisible();
  }
  async beginsSession() {
    await this.goes("room");
    await this.passesDeviceCheck();
    await this.page.getByRole("button", { name: "开始调解" }).click();
    await expect(this.page.locator(".room[data-connection='connected']")).toBeVisible({ timeout: 40_000 });
  }
  async admits(name: string) {
    await this.page.locator(".waiting-list li", { hasText: name }).getByRole("button", { name: "请进", exact: true }).click();
    await expect(this.page.locator(".waiting-list li", { hasText: name })).toHaveCount(0);
  }
  async declines(name: string, reason: string) {
    await this.page.locator(".waiting-list li", { hasText: name }).getByRole("button", { name: "暂不请进" }).click();
    await this.page.getByLabel(/原因/).fill(reason);
    await this.page.getByRole("dialog").getByRole("button", { name: "暂不请进" }).click();
    await expect(this.page.getByRole("dialog")).toHaveCount(0);
  }
  async freezes() {
    await this.page.getByRole("button", { name: "检查并定稿" }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "定稿", exact: true }).click();
    await expect(this.page.getByRole("dialog")).toHaveCount(0, { timeout: 30_000 });
  }
  async endsSession() {
    await this.page.locator(".room-bar").getByRole("button", { name: "离开" }).click();
    await this.page.getByRole("button", { name: "结束本场调解" }).click();
    await expect(this.page.getByRole("navigation", { name: "案件内容" })).toBeVisible();
  }
}

export class Coordinator extends Staff {
  async seals(title: string) {
    const card = this.page.locator(".card", { hasText: title }).first();
    await card.getByRole("button", { name: "加盖印章" }).click();
    await expect(card.getByText("已生效")).toBeVisible({ timeout: 60_000 });
  }
}

export class Clerk extends Staff {
  async opensApplication(title: string) {
    await this.page.getByRole("link", { name: title }).click();
    await expect(this.page.getByRole("heading", { name: "系统核对" })).toBeVisible({ timeout: 40_000 });
  }
  async accepts() {
    await this.page.getByRole("radio", { name: /^受理/ }).check();
    await this.page.getByRole("button", { name: "受理", exact: true }).click();
    await expect(this.page.getByRole("radio", { name: /裁定确认有效/ })).toBeVisible({ timeout: 30_000 });
  }
  async returns(note: string) {
    await this.page.getByRole("radio", { name: /一次性告知补正/ }).check();
    await this.page.getByLabel("怎么改").fill(note);
    await this.page.getByRole("button", { name: "一次性告知补正" }).click();
    await expect(this.page.getByRole("heading", { name: "已退回补正" })).toBeVisible({ timeout: 30_000 });
  }
  async confirms(number: string) {
    await this.page.getByRole("radio", { name: /裁定确认有效/ }).check();
    await this.page.getByRole("textbox", { name: "裁定书案号" }).fill(number);
    await this.page.getByRole("button", { name: "裁定确认有效" }).click();
    await expect(this.page.getByRole("heading", { name: "已确认" })).toBeVisible({ timeout: 30_000 });
  }
  async downloads(): Promise<string> {
    const [download] = await Promise.all([
      this.page.waitForEvent("download"),
      this.page.getByRole("link", { name: "下载全部材料" }).click(),
    ]);
    return download.path();
  }
}

export async function aParty(browser: Browser, look?: Look) {
  const { page, context } = await open(browser, look);
  return new Party(page, context);
}
export async function aMediator(browser: Browser, look?: Look) {
  const { page, context } = await open(browser, look);
  return new Mediator(page, context);
}
export async function aCoordinator(browser: Browser, look?: Look) {
  const { page, context } = await open(browser, look);
  return new Coordinator(page, context);
}
export async function aClerk(browser: Browser, look?: Look) {
  const { page, context } = await open(browser, look);
  return new Clerk(page, context);
}
