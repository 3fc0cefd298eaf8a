import { expect, type Page, test } from "@playwright/test";
import { aMediator, aParty } from "./people.ts";
import { accountOf } from "./world.ts";
import { worldOfThese } from "./worldOfThese.ts";

const world = worldOfThese({ MEDIA: "off" }, "site");

async function atDraft(browser: Parameters<typeof aMediator>[0]) {
  const mediator = await aMediator(browser);
  await mediator.signsIn(`${world().url}/desk`, accountOf(world(), "mediator"));
  await mediator.opensCase(world().url, world().demo().cases[0]?.id as string);
  await mediator.goes("draft");
  return mediator;
}

const pastes = (page: Page, html: string) =>
  page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/html", text);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, html);

test("a clause removed under one's hands is told with its words, and one press brings it back", async ({
  browser,
}) => {
  const [a, b] = [await atDraft(browser), await atDraft(browser)];
  await a.edits(6);
  await a.clause(6).locator(".ProseMirror").click();
  await a.page.keyboard.press("Control+End");
  await a.page.keyboard.type("正在写的话");
  await expect(b.clause(6)).toContainText("正在写的话");
  b.page.once("dialog", (dialog) => void dialog.accept());
  await b.button("ui.remove", b.clause(6)).click();
  const told = a.page.locator(".notice.warn", { hasText: "第六条刚被" });
  await expect(told).toContainText("正在写的话");
  await expect(b.page.locator("details", { hasText: "已删除的条款（1）" })).toBeVisible();
  await a.button("drafting.restore", told).click();
  await expect(told).toHaveCount(0);
  await expect(b.clause(6)).toContainText("正在写的话");
  await expect(b.page.getByText("已删除的条款")).toHaveCount(0);
});

test("a clause that was wiped and closed comes back from its earlier wordings", async ({
  browser,
}) => {
  const a = await atDraft(browser);
  const words = (await a.clause(4).locator(".text").innerText()).trim();
  await a.edits(4);
  await a.clause(4).locator(".ProseMirror").click();
  await a.page.keyboard.press("Control+A");
  await a.page.keyboard.press("Delete");
  await a.button("drafting.done", a.clause(4)).click();
  await a.isSaved();
  await a.page.reload();
  await expect(a.clause(4)).toContainText("点这里写这一条");
  await a.button("drafting.wordings", a.clause(4)).click();
  await a.button("drafting.useWording", a.clause(4)).first().click();
  await expect(a.clause(4).locator(".text")).toHaveText(words.replaceAll("\n", ""));
  await a.isSaved();
});

test("unsent words wait where they were written while something else is looked at, and never in another box", async ({
  browser,
}) => {
  const a = await atDraft(browser);
  const box = () => a.page.getByPlaceholder(a.t("messages.write"));
  const channel = (at: number) => a.page.getByRole("tab").nth(at);
  await a.button("drafting.propose", a.clause(2)).click();
  await a.clause(2).locator("textarea").fill("建议改成这样");
  await a.clause(2).locator("form input").fill("更清楚");
  await a.button("drafting.comment", a.clause(3)).click();
  await a.clause(3).locator("textarea").fill("这里还要再问一下");
  await a.turnsTo("messages");
  await box().fill("请大家看第二条");
  await channel(1).click();
  await expect(box()).toHaveValue("");
  await box().fill("只跟您这一方说");
  await channel(2).click();
  await expect(box()).toHaveValue("");
  await a.turnsTo("draft");
  await expect(a.clause(2).locator("textarea")).toHaveValue("建议改成这样");
  await expect(a.clause(2).locator("form input")).toHaveValue("更清楚");
  await expect(a.clause(3).locator("textarea")).toHaveValue("这里还要再问一下");
  await a.turnsTo("messages");
  await expect(box()).toHaveValue("请大家看第二条");
  await expect(channel(1)).toContainText(a.t("messages.unsent"));
  await expect(channel(2)).not.toContainText(a.t("messages.unsent"));
  await channel(1).click();
  await expect(box()).toHaveValue("只跟您这一方说");
  // A session that ended on the way: the same person comes back to the same words.
  await a.context.clearCookies();
  await a.turnsTo("timeline");
  await a.fillsSignIn(accountOf(world(), "mediator"));
  await a.turnsTo("messages");
  await channel(1).click();
  await expect(box()).toHaveValue("只跟您这一方说");
  await a.button("messages.send").click();
  await expect(a.page.getByRole("log")).toContainText("只跟您这一方说");
  await expect(box()).toHaveValue("");
  await channel(0).click();
  await expect(box()).toHaveValue("请大家看第二条");
  await expect(a.page.getByRole("log")).not.toContainText("只跟您这一方说");
  // Somebody else signs in on this page: nothing of the first one's is left on it.
  await a.context.clearCookies();
  await a.turnsTo("timeline");
  await a.fillsSignIn(accountOf(world(), "coordinator"));
  await expect(
    a.told("people.otherRole", {
      name: "麦晓岚",
      role: a.t("entry.roles.coordinator"),
      needed: a.t("entry.roles.mediator"),
    }),
  ).toBeVisible();
  await expect(a.page.locator("body")).not.toContainText("谷梁书");
});

test("a passing fault leaves what stands on the page, with a word about it", async ({
  browser,
}) => {
  const [a, b] = [await atDraft(browser), await atDraft(browser)];
  await a.button("drafting.comment", a.clause(1)).click();
  await a.clause(1).locator("textarea").fill("不要丢");
  await a.page.route("**/api/**", (route) => route.abort());
  await b.button("drafting.lock", b.clause(6)).click();
  await expect(a.page.locator(".notice.bad").first()).toBeVisible();
  await expect(a.clause(1).locator("textarea")).toHaveValue("不要丢");
  await a.page.unroute("**/api/**");
  await b.button("drafting.unlock", b.clause(6)).click();
  await expect(a.page.locator(".notice.bad")).toHaveCount(0);
});

test("numbers and tables pasted from Word or a page stay readable, in a clause and in a message", async ({
  browser,
}) => {
  const a = await atDraft(browser);
  const html =
    "<ol><li>先付本金</li><li>再付利息</li></ol><table><tr><td>期次</td><td>金额</td></tr><tr><td>1</td><td>1,000</td></tr></table><script>window.hit=1</script>";
  await a.edits(5);
  await a.clause(5).locator(".ProseMirror").click();
  await a.page.keyboard.press("Control+End");
  await a.page.keyboard.press("Enter");
  await pastes(a.page, html);
  await a.button("drafting.done", a.clause(5)).click();
  await a.isSaved();
  for (const line of ["1. 先付本金", "2. 再付利息", "期次 | 金额", "1 | 1,000"])
    await expect(a.clause(5).locator(".text p", { hasText: line })).toHaveText(line);
  await a.goes("messages");
  await a.page.getByPlaceholder(a.t("messages.write")).focus();
  await pastes(a.page, html);
  await expect(a.page.getByPlaceholder(a.t("messages.write"))).toHaveValue(
    "1. 先付本金\n2. 再付利息\n期次 | 金额\n1 | 1,000",
  );
  expect(await a.page.evaluate(() => "hit" in window)).toBe(false);
});

test("frozen while a composition runs, then opened again: the words are given back and can be put in again", async ({
  browser,
}) => {
  const parties = world().demo().cases[0]?.parties ?? [];
  for (const { joinUrl } of parties) {
    const party = await aParty(browser);
    await party.entersDemo(joinUrl, { address: "云江市东浦区梧桐里8幢", phone: "13800000099" });
  }
  const [a, b] = [await atDraft(browser), await atDraft(browser)];
  await b.goes("");
  for (const { name } of parties) await b.checksIdentityInPerson(name);
  await b.goes("draft");
  await a.edits(1);
  await a.clause(1).locator(".ProseMirror").click();
  await a.page.keyboard.press("Control+End");
  const session = await a.context.newCDPSession(a.page);
  await session.send("Input.imeSetComposition", {
    text: "zheng",
    selectionStart: 5,
    selectionEnd: 5,
  });
  await b.freezes();
  const back = a.page.locator(".notice.warn", { hasText: "有几句没能存上" });
  await expect(back).toContainText("zheng");
  await expect(a.page.locator(".state-line")).toHaveAttribute("data-status", "frozen");
  const { versionId } = await b.page.evaluate(
    async (id) =>
      (await (await fetch(`/api/cases/${id}/agreement`)).json()) as { versionId: string },
    world().demo().cases[0]?.id,
  );
  await b.page.evaluate(
    ([id, version]) =>
      fetch(`/api/cases/${id}/agreement/reopen`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ versionId: version, reason: "补充一句" }),
      }),
    [world().demo().cases[0]?.id, versionId],
  );
  await a.isSaved();
  await back.getByRole("button", { name: "放回第一条" }).click();
  await expect(back).toHaveCount(0);
  await a.isSaved();
  await expect(a.clause(1)).toContainText("zheng");
  await expect(b.clause(1)).toContainText("zheng");
});
