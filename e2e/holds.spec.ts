import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { aClerk, aMediator, aParty, DESKTOP, PHONE } from "./people.ts";
import { accountOf, type World } from "./world.ts";
import { worldOfThese } from "./worldOfThese.ts";

const world = worldOfThese({ MEDIA: "off" }, "site");

const loan = () => world().demo().cases[0] as ReturnType<World["demo"]>["cases"][number];

async function atDraft(browser: Parameters<typeof aMediator>[0]) {
  const mediator = await aMediator(browser);
  await mediator.signsIn(`${world().url}/desk`, accountOf(world(), "mediator"));
  await mediator.opensCase(world().url, loan().id);
  return mediator;
}

test("before the room a party loads at most 150 KB", async ({ browser }) => {
  const party = await aParty(browser, { size: PHONE });
  const session = await party.context.newCDPSession(party.page);
  let bytes = 0;
  await session.send("Network.enable");
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await party.opens(loan().parties[0]?.joinUrl as string);
  await expect(party.page.getByRole("button", { name: "获取验证码" })).toBeVisible();
  await party.page.waitForLoadState("networkidle");
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThanOrEqual(150 * 1024);
});

test("drafting works where WebSocket is blocked", async ({ browser }) => {
  const [a, b] = [await atDraft(browser), await atDraft(browser)];
  await a.page.addInitScript(() => {
    window.WebSocket = class {
      constructor() {
        throw new Error("blocked");
      }
    } as never;
  });
  await a.goes("draft");
  await b.goes("draft");
  await a.writes(5, "（长轮询写入）");
  await expect(b.clause(5)).toContainText("（长轮询写入）");
});

test("words typed offline are shown as unsaved and arrive when the network is back", async ({
  browser,
}) => {
  const [a, b] = [await atDraft(browser), await atDraft(browser)];
  await a.goes("draft");
  await b.goes("draft");
  await a.edits(6);
  await a.context.setOffline(true);
  await a.clause(6).locator(".ProseMirror").click();
  await a.page.keyboard.type("离线写的");
  await expect(a.page.locator(".state-line")).toHaveAttribute("data-status", /offline|saving/);
  await expect(b.clause(6)).not.toContainText("离线写的");
  await a.context.setOffline(false);
  await a.isSaved();
  await expect(b.clause(6)).toContainText("离线写的");
});

test("a tab closed while offline loses nothing: the words come back as unsent", async ({
  browser,
}) => {
  const a = await atDraft(browser);
  await a.goes("draft");
  await a.isSaved();
  await a.edits(6);
  await a.context.setOffline(true);
  await a.clause(6).locator(".ProseMirror").click();
  await a.page.keyboard.type("没来得及存的话");
  await expect(a.clause(6)).toContainText("没来得及存的话");
  await a.page.close();
  await a.context.setOffline(false);
  a.page = await a.context.newPage();
  await a.goes("draft");
  const notice = a.page.locator(".notice.warn", { hasText: "有几句没能存上" });
  await expect(notice).toContainText(/第六条：.*没来得及存的话/);
  await expect(notice).not.toContainText("第一条");
  await expect(a.clause(6)).not.toContainText("没来得及存的话");
  await notice.getByRole("button", { name: "知道了" }).click();
  await a.page.reload();
  await a.isSaved();
  await expect(notice).toHaveCount(0);
});

test("a composition is never broken by what others type in the same clause", async ({
  browser,
}) => {
  const [a, b] = [await atDraft(browser), await atDraft(browser)];
  await a.goes("draft");
  await b.goes("draft");
  await a.edits(4);
  await a.clause(4).locator(".ProseMirror").click();
  await a.page.keyboard.press("Control+End");
  const session = await a.context.newCDPSession(a.page);
  await session.send("Input.imeSetComposition", { text: "n", selectionStart: 1, selectionEnd: 1 });
  await session.send("Input.imeSetComposition", {
    text: "ni h",
    selectionStart: 4,
    selectionEnd: 4,
  });
  await b.writes(4, "乙写的。");
  await session.send("Input.imeSetComposition", {
    text: "ni hao",
    selectionStart: 6,
    selectionEnd: 6,
  });
  await session.send("Input.insertText", { text: "你好" });
  await a.isSaved();
  for (const one of [a, b]) {
    await expect(one.clause(4)).toContainText("你好");
    await expect(one.clause(4)).toContainText("乙写的。");
    await expect(one.clause(4)).not.toContainText("ni h");
  }
});

test("late words after the freeze come back as unsent, and the frozen text stands", async ({
  browser,
}) => {
  const [a, b] = [await atDraft(browser), await atDraft(browser)];
  for (const { joinUrl } of loan().parties) {
    const party = await aParty(browser);
    await party.entersDemo(joinUrl, { address: "云江市东浦区梧桐里8幢", phone: "13800000099" });
  }
  await b.goes("");
  for (const { name } of loan().parties) await b.checksIdentityInPerson(name);
  await a.goes("draft");
  await b.goes("draft");
  await a.edits(1);
  await a.context.setOffline(true);
  await a.clause(1).locator(".ProseMirror").click();
  await a.page.keyboard.type("迟到的话");
  await b.freezes();
  await a.context.setOffline(false);
  await expect(a.page.getByText("有几句没能存上。")).toBeVisible();
  await expect(a.page.locator(".notice.warn", { hasText: "有几句没能存上" })).toContainText(
    "迟到的话",
  );
  await expect(a.clause(1)).not.toContainText("迟到的话");
});

test("axe finds nothing on the pages of a party, the desk, the court, in both languages", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const check = async (page: ConstructorParameters<typeof AxeBuilder>[0]["page"]) => {
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"])
      .analyze();
    expect(
      violations.map(
        (one) =>
          `${page.url()} ${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`,
      ),
    ).toEqual([]);
  };
  for (const language of ["zh-CN", "en"] as const) {
    const party = await aParty(browser, { size: PHONE, language });
    await party.page.goto(`${world().url}/`);
    await party.page.locator(".ways").waitFor();
    await check(party.page);
    const link = world().demo().cases[1]?.parties[1]?.joinUrl as string;
    await party.opens(link);
    await party.button("people.getCode").waitFor();
    await check(party.page);
    await party.comesBack(link);
    for (const part of ["", "draft", "messages", "agreement", "timeline", "room"] as const) {
      await party.goes(part);
      await party.page.locator("main .card, main .clause").first().waitFor();
      if (part === "agreement")
        await expect(party.page.locator(".paper-page").first()).toHaveAttribute("data-drawn", "");
      await check(party.page);
    }
    await party.page.goto(`${world().url}/verify`);
    await check(party.page);
    const clerk = await aClerk(browser, { size: DESKTOP, language });
    await clerk.signsIn(`${world().url}/court`, accountOf(world(), "clerk"));
    await clerk.page.locator(".case-row").first().waitFor();
    await check(clerk.page);
    await clerk.page.locator(".case-row").first().click();
    await clerk.page.locator("input[name=decision], h2").first().waitFor();
    await check(clerk.page);
    const desk = await aMediator(browser, { size: DESKTOP, language });
    await desk.signsIn(`${world().url}/desk`, accountOf(world(), "mediator"));
    await desk.page.locator(".case-row").first().waitFor();
    await check(desk.page);
    await desk.page.goto(`${world().url}/desk/new`);
    await desk.page.locator("fieldset").first().waitFor();
    await check(desk.page);
    await desk.page.goto(`${world().url}/desk/cases/${loan().id}`);
    await desk.page.locator("[data-person-row]").first().waitFor();
    await check(desk.page);
  }
});
