import { expect, test } from "@playwright/test";
import { aCoordinator, aMediator, aParty, PHONE } from "./people.ts";
import { accountOf } from "./world.ts";
import { worldOfThese } from "./worldOfThese.ts";

const world = worldOfThese({ MEDIA: "off" }, "site");

test("案例二, each in their own time: one sentence about what is next, decline, reopen, diff, sign again, seal; no video at all", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const { cases } = world().demo();
  const property = cases[1] as (typeof cases)[number];
  const link = (name: string) =>
    property.parties.find((one) => one.name === name)?.joinUrl as string;
  const helan = await aParty(browser);
  const lu = await aParty(browser, { size: PHONE });
  const mediator = await aMediator(browser);

  await lu.comesBack(link("陆䶮"));
  await expect(lu.page.getByText("协议已定稿，请阅读全文后签名。")).toBeVisible();
  await expect(lu.page.getByText("视频现在用不了，其他都可以照常进行。")).toBeVisible();
  await lu.goes("messages");
  await lu.page.getByRole("tab", { name: "陆䶮与调解员" }).click();
  await expect(lu.page.getByText("只有陆䶮一方和调解员能看到，对方看不到。")).toBeVisible();
  await lu.writesMessage("第二期能不能再晚半个月？");
  await helan.comesBack(link("贺兰苒"));
  await helan.goes("messages");
  await expect(helan.page.getByText("还没有消息。")).toBeVisible();
  await expect(helan.page.getByText("第二期能不能再晚半个月")).toHaveCount(0);

  await lu.goes("agreement");
  await lu.page.getByRole("button", { name: "我不同意签署" }).click();
  await lu.page.getByLabel("原因").fill("维修期限要写清楚");
  await lu.page.getByRole("button", { name: "我不同意签署" }).click();
  await expect(lu.page.getByText("未同意")).toBeVisible();

  // What is drawn for one text is never offered for another.
  const notReady = lu.told("agreements.notReady");
  await lu.draws();
  await lu.page.getByRole("checkbox").check();
  await expect(notReady).toHaveCount(0);

  await mediator.signsIn(`${world().url}/desk`, accountOf(world(), "mediator"));
  await mediator.opensCase(world().url, property.id);
  await mediator.goes("messages");
  await mediator.page.getByRole("tab", { name: "陆䶮与调解员" }).click();
  await expect(mediator.page.getByText("第二期能不能再晚半个月？")).toBeVisible();
  await mediator.goes("agreement");
  await expect(mediator.page.getByText("维修期限要写清楚")).toBeVisible();
  await mediator.page.getByRole("button", { name: "重新打开修改" }).click();
  await mediator.page.getByLabel("原因").fill("写清维修期限");
  await mediator.page.getByRole("button", { name: "重新打开修改" }).click();
  await expect(mediator.page.getByText("协议还没有定稿")).toBeVisible();
  await mediator.goes("draft");
  await mediator.writes(2, "逾期的，按日向陆䶮支付违约金50元。");
  await mediator.freezes();

  await helan.goes("agreement");
  await expect(helan.page.getByText("和上一版相比")).toBeVisible();
  await expect(helan.page.locator(".diff-add")).toContainText("按日向陆䶮支付违约金50元");
  await expect(helan.page.getByText(/第 1 版已作废：写清维修期限/)).toBeVisible();
  await helan.signs();
  await expect(lu.page.getByRole("heading", { name: "协议第 2 版" })).toBeVisible();
  await expect(notReady).toBeVisible();
  await expect(lu.page.getByRole("checkbox")).not.toBeChecked();
  await lu.signs({ typing: "陆䶮" });
  await mediator.goes("agreement");
  await mediator.signs();
  const office = await aCoordinator(browser);
  await office.signsIn(`${world().url}/office`, accountOf(world(), "coordinator"));
  await office.seals("云江澜汀物业与陆䶮物业费纠纷");
  await lu.goes("");
  await expect(lu.page.getByText(/协议已生效/)).toBeVisible();
  await expect(lu.page.getByText(/申请司法确认最后一天/)).toBeVisible();
});
