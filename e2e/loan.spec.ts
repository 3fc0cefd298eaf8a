import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { unzipSync } from "fflate";
import { addDays, dayOf } from "../shared/day.ts";
import { residentCheckDigit } from "../shared/people/idNumber.ts";
import { aClerk, aCoordinator, aMediator, aParty, PHONE } from "./people.ts";
import { aWorld, type World } from "./world.ts";

const id = (birth: string, sequence: string) => {
  const first = `330199${birth}${sequence}`;
  return first + residentCheckDigit(first);
};
const lender = { name: "卫龑", idNumber: id("19790512", "201"), address: "云江市东浦区梧桐里8幢2单元401室", phone: "13800000021" };
const borrower = { name: "闻人喆", idNumber: id("19841103", "203"), address: "云江市东浦区柳浪巷12号", phone: "13800000022" };
const lawyer = { name: "单于澄", idNumber: id("19900618", "205"), address: "云江市西岸区法华路1号", phone: "13800000024" };
const title = "卫龑与闻人喆、闻人㛃借款纠纷";

let world: World;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  world = await aWorld();
});
test.afterAll(async () => {
  await world?.stop();
});

test("案例一: from an invitation link to a confirmed package in the clerk's hands", async ({ browser }) => {
  test.setTimeout(900_000);
  const { staff } = world.demo(),
    account = (role: string) => staff.find((one) => one.role === role) as (typeof staff)[number];
  const mediator = await aMediator(browser),
    wei = await aParty(browser, { size: PHONE }),
    wen = await aParty(browser),
    shanyu = await aParty(browser);

  await mediator.signsIn(`${world.url}/desk`, account("mediator").email, account("mediator").password);
  await mediator.registers(world.url, {
    title,
    kind: "民间借贷纠纷",
    facts: "2024年3月15日，卫龑向闻人喆银行转账300,000元，2025年3月14日到期；闻人㛃作连带责任保证。尚欠本金280,000元。",
    claims: "归还本金280,000元及利息。",
    parties: [
      {
        side: "applicant",
        name: lender.name,
        idNumber: lender.idNumber,
        address: lender.address,
        district: "云江市东浦区",
        phone: lender.phone,
        sex: "男",
        birth: "1979-05-12",
      },
      {
        side: "respondent",
        name: borrower.name,
        idNumber: borrower.idNumber,
        address: borrower.address,
        district: "云江市西岸区",
        phone: borrower.phone,
        liability: "借款人",
        sex: "男",
        birth: "1984-11-03",
      },
      {
        side: "respondent",
        name: "闻人㛃",
        idNumber: id("19880220", "202"),
        address: "云江市西岸区望湖路6号",
        district: "云江市西岸区",
        phone: "13800000023",
        liability: "连带责任保证人",
        sex: "女",
        birth: "1988-02-20",
        agent: { name: lawyer.name, firm: "浙江沧浪津律师事务所律师", authority: "special", phone: lawyer.phone, alone: true },
      },
    ],
  });
  const links = {
    wei: await mediator.invites(lender.name),
    wen: await mediator.invites(borrower.name),
    shanyu: await mediator.invites(lawyer.name),
  };

  await test.step("each enters by the personal link", async () => {
    await wei.opens(links.wei);
    await wei.entersCode();
    await wei.confirmsIdentity(lender.idNumber);
    await wei.opens(links.wei); // leaving and coming back resumes at the same step
    await expect(wei.page.getByRole("heading", { name: "您的权利和义务" })).toBeVisible();
    await wei.acknowledgesNotice();
    await wei.givesAddress(lender.address, lender.phone);
    await wen.enters(links.wen, borrower);
    await shanyu.enters(links.shanyu, lawyer);
  });

  await test.step("waiting, admission, everyone seen and heard", async () => {
    await wei.waitsAtDoor();
    await mediator.beginsSession();
    await mediator.admits(lender.name);
    for (const late of [wen, shanyu]) await late.waitsAtDoor();
    await mediator.declines(borrower.name, "请稍等两分钟");
    await expect(wen.page.getByText("请稍等两分钟")).toBeVisible();
    await wen.page.getByRole("button", { name: "再次请求进入" }).click();
    await mediator.admits(borrower.name);
    await mediator.admits(lawyer.name);
    for (const one of [mediator, wei, wen, shanyu]) {
      await one.sees([lender.name, borrower.name, lawyer.name]);
      await one.hears(3);
    }
    await wei.page.reload(); // the place is in the case: a reload comes back by itself
    await wei.sees([borrower.name, lawyer.name]);
    await mediator.opensSide("消息");
    await mediator.says("大家好，我们开始。");
  });

  await test.step("drafting together beside the video", async () => {
    const today = dayOf(new Date());
    await mediator.opensSide("协议");
    await mediator.addsClause("一般");
    await mediator.writes(
      "一",
      "各方确认欠款本金280,000元（贰拾捌万元整），利息24,000元（贰万肆仟元整），合计304,000元（叁拾万肆仟元整）。",
    );
    await mediator.addsClause("付款");
    await mediator.writes("二", "闻人喆分四期付至卫龑账户。");
    const pay = mediator.clause("二");
    await pay.getByLabel("付款人").selectOption({ label: borrower.name });
    await pay.getByLabel("收款人").selectOption({ label: lender.name });
    await pay.getByLabel("金额（元）").first().fill("304000");
    await expect(pay.getByText("叁拾万肆仟元整")).toBeVisible();
    await pay.getByLabel("收款账户").fill("户名卫龑，云江银行梧桐支行，尾号0017");
    for (const [index, days] of [24, 55, 97, 114].entries()) {
      await pay.getByRole("button", { name: "添加一期" }).click();
      await pay.getByLabel(`第 ${index + 1} 期金额`).fill(index === 3 ? "75000" : "76000");
      await pay.getByLabel(`第 ${index + 1} 期期限`).fill(addDays(today, days));
    }
    await mediator.isSaved();
    await mediator.page.getByRole("button", { name: "检查并定稿" }).click();
    await expect(mediator.page.getByRole("dialog").getByText("各期之和与总额不一致")).toBeVisible();
    await mediator.page.getByRole("dialog").getByRole("button", { name: "关闭" }).click();
    await pay.getByLabel("第 4 期金额").fill("76000");
    await mediator.isSaved();
    await wen.opensSide("协议");
    await wen.addsClause("担保");
    await wen.writes("三", "闻人㛃承担连带清偿责任，保证期间为最后一期届满之日起三年。");
    await expect(mediator.clause("三")).toContainText("保证期间为最后一期届满之日起三年");
    await wei.opensSide("协议");
    await shanyu.opensSide("协议");
    for (const one of [wei, wen, shanyu]) for (const number of ["一", "二", "三"]) await one.agreesTo(number);
    await expect(mediator.clause("三").getByText("卫龑 同意")).toBeVisible();
    await shanyu.writes("三", "保证范围包括本金、利息。"); // an edit makes that clause's consents fall, and only those
    await expect(mediator.clause("三").getByText("卫龑 内容改过，待重新表态")).toBeVisible();
    await expect(mediator.clause("一").getByText("卫龑 同意")).toBeVisible();
    for (const one of [wei, wen, shanyu]) await one.agreesTo("三");
  });

  await test.step("freeze and sign the same text, in any order", async () => {
    await mediator.freezes();
    await expect(wei.page.locator(".state-line")).toHaveAttribute("data-status", "frozen");
    await mediator.endsSession();
    await expect(wen.page.getByText("这场调解已经结束")).toBeVisible();
    await wei.goes("agreement");
    await expect(wei.page.getByText(/签署前需要调解员核对您的证件/)).toBeVisible();
    await mediator.goes("");
    for (const name of [lender.name, borrower.name, lawyer.name]) await mediator.checksDocument(name);
    const seen: string[] = [];
    for (const one of [shanyu, wei, wen]) {
      await one.goes("agreement");
      await one.reads(["人民调解协议书", lender.name, borrower.name]);
      seen.push(await one.page.getByText("核对码").locator("strong").innerText());
      await one.signs(one === wen ? { typing: borrower.name } : {});
    }
    expect(new Set(seen).size).toBe(1);
    await mediator.goes("agreement");
    await mediator.signs();
    const office = await aCoordinator(browser);
    await office.signsIn(`${world.url}/office`, account("coordinator").email, account("coordinator").password);
    await office.seals(title);
  });

  const clerk = await aClerk(browser);
  const signAll = async () => {
    for (const one of [wei, wen, shanyu]) {
      await one.goes("confirmation");
      await one.signs();
    }
  };
  const file = async () => {
    await shanyu.page.getByRole("button", { name: "提交法院" }).click();
    await expect(shanyu.page.getByText(/已提交云江市东浦区人民法院/)).toBeVisible();
  };
  await test.step("joint application, returned once, corrected, confirmed", async () => {
    await wei.goes("confirmation");
    await wei.page.getByRole("radio", { name: /云江市东浦区人民法院/ }).check();
    await wei.page.getByRole("button", { name: "生成申请书" }).click();
    await expect(wei.page.getByRole("heading", { name: "您的签名" })).toBeVisible();
    await signAll();
    await file();
    await clerk.signsIn(`${world.url}/court`, account("clerk").email, account("clerk").password);
    await clerk.opensApplication(title);
    await expect(clerk.page.getByText("不符", { exact: true })).toHaveCount(0);
    await clerk.returns("请补充申请人的联系电话");
    await wei.goes("confirmation");
    await wei.page.getByLabel("补正说明").fill("电话已补充，见申请书第一段。");
    await wei.page.getByRole("button", { name: "提交补正，更新申请书" }).click();
    await expect(wei.page.getByRole("heading", { name: "您的签名" })).toBeVisible();
    await signAll();
    await file();
    await clerk.page.goto(`${world.url}/court`);
    await clerk.opensApplication(title);
    await clerk.accepts();
    await clerk.confirms("（2026）浙0199诉前调确77号");
  });

  await test.step("the package is the same bytes each time, and its agreement verifies", async () => {
    const first = readFileSync(await clerk.downloads()),
      again = readFileSync(await clerk.downloads());
    expect(first.equals(again)).toBe(true);
    const files = unzipSync(first),
      manifest = JSON.parse(Buffer.from(files["manifest.json"] as Uint8Array).toString("utf8")) as { state: string };
    expect(manifest.state).toBe("confirmed");
    expect(Object.keys(files).filter((name) => name.endsWith(".pdf")).length).toBe(7);
    await wei.goes("");
    await expect(wei.page.getByText(/法院已确认协议有效/)).toBeVisible();
    await wei.goes("timeline");
    await expect(wei.page.getByText("记录完整，未被改动")).toBeVisible();
    const sealed = `${world.dataDir}/sealed.pdf`;
    writeFileSync(sealed, files["2-人民调解协议书.pdf"] as Uint8Array);
    await wei.page.goto(`${world.url}/verify`);
    await wei.page.getByLabel("选择 PDF 文件").setInputFiles(sealed);
    await expect(wei.page.getByText("核验通过，文书没有被改动。")).toBeVisible();
    expect(execFileSync("pdfsig", [sealed], { encoding: "utf8" })).toContain("Signature is Valid");
  });
});
