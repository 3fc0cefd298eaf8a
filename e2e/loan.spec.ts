import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { type Browser, expect, test } from "@playwright/test";
import { unzipSync } from "fflate";
import { aRuling } from "../server/testing/ruling.ts";
import { addDays, dayOf } from "../shared/day.ts";
import { borrower, lawyer, lender, loanCase } from "./loanCase.ts";
import { aClerk, aCoordinator, aMediator, aParty, DESKTOP, PHONE } from "./people.ts";
import type { Look } from "./people/person.ts";
import { accountOf, type World } from "./world.ts";
import { worldOfThese } from "./worldOfThese.ts";

const { title } = loanCase;
const court = "云江市东浦区人民法院";

for (const { told, look } of [
  {
    told: "in Chinese, the lender on a phone, the others at desktops",
    look: { language: "zh-CN", size: DESKTOP },
  },
  { told: "in English, everybody on a phone", look: { language: "en", size: PHONE } },
] satisfies { told: string; look: Look }[])
  test.describe(told, () => {
    const world = worldOfThese();
    test("案例一: from an invitation link to a confirmed package in the clerk's hands", async ({
      browser,
    }) => {
      test.setTimeout(900_000);
      await loanStory(browser, world(), look);
    });
  });

async function loanStory(browser: Browser, world: World, look: Look) {
  const mediator = await aMediator(browser, look);
  const wei = await aParty(browser, { ...look, size: PHONE });
  const wen = await aParty(browser, look);
  const shanyu = await aParty(browser, look);

  await mediator.signsIn(`${world.url}/desk`, accountOf(world, "mediator"));
  await mediator.registers(world.url, loanCase);
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
    await expect(wei.heading("people.noticeTitle")).toBeVisible();
    await wei.acknowledgesNotice();
    await wei.givesAddress(lender.address, lender.phone);
    await wen.enters(links.wen, borrower);
    await shanyu.enters(links.shanyu, lawyer);
  });

  await test.step("the draft can't be frozen before every document is checked", async () => {
    await mediator.goes("draft");
    await mediator.isWarnedOf("not-verified", { name: lender.name, party: "申请人" });
    await mediator.goes("");
    for (const one of [borrower, lawyer])
      await mediator.checksIdentityInPerson(one.name, one.idNumber);
  });

  await test.step("waiting, admission, everyone seen and heard", async () => {
    await wei.waitsAtDoor();
    await mediator.beginsSession();
    await mediator.admits(lender.name);
    for (const late of [wen, shanyu]) await late.waitsAtDoor();
    await mediator.declines(borrower.name, "请稍等两分钟");
    await expect(wen.page.getByText("请稍等两分钟")).toBeVisible();
    await wen.button("rooms.askAgain").click();
    await mediator.admits(borrower.name);
    await mediator.admits(lawyer.name);
    for (const one of [mediator, wei, wen, shanyu]) {
      await one.sees([lender.name, borrower.name, lawyer.name]);
      await one.hears(3);
    }
    await wei.page.reload(); // the place is in the case: a reload comes back by itself
    await wei.sees([borrower.name, lawyer.name]);
    await mediator.bar("chat").click();
    await mediator.writesMessage("大家好，我们开始。");
  });

  await test.step("drafting together beside the video", async () => {
    const today = dayOf(new Date());
    await mediator.bar("draft").click();
    await mediator.addsClause("free");
    await mediator.writes(
      1,
      "各方确认欠款本金280,000元（贰拾捌万元整），利息24,000元（贰万肆仟元整），合计304,000元（叁拾万肆仟元整）。",
    );
    await mediator.addsClause("payment");
    await mediator.writes(2, "其中本金280,000元（贰拾捌万元整）、利息24,000元（贰万肆仟元整）。");
    const pay = mediator.clause(2);
    await mediator.field("drafting.payer", {}, pay).selectOption({ label: borrower.name });
    await mediator.field("drafting.payee", {}, pay).selectOption({ label: lender.name });
    await mediator.field("drafting.amount", {}, pay).first().fill("304000");
    await expect(pay.locator(".sentence")).toContainText(
      "闻人喆于〔期限〕向卫龑支付人民币304,000.00元（大写：叁拾万肆仟元整）",
    );
    await mediator.field("drafting.account", {}, pay).fill("户名卫龑，云江银行梧桐支行，尾号0017");
    await mediator.plans(
      2,
      [24, 55, 97, 114].map((days, index) => ({
        amount: index === 3 ? "75000" : "76000",
        due: addDays(today, days),
      })),
    );
    await mediator.isWarnedOf("plan-sum-differs");
    await mediator.field("drafting.amountOf", { n: 4 }, pay).fill("76000");
    await mediator.isSaved();
    await wen.bar("draft").click();
    await wen.addsClause("guarantee");
    await wen.writes(3, "闻人㛃承担连带清偿责任，保证期间为最后一期届满之日起三年。");
    await expect(mediator.clause(3)).toContainText("保证期间为最后一期届满之日起三年");
    await wei.bar("draft").click();
    await shanyu.bar("draft").click();
    for (const one of [wei, wen, shanyu])
      for (const number of [1, 2, 3]) await one.agreesTo(number);
    const stance = (number: number, word: "agree" | "changed") =>
      mediator.clause(number).getByText(`${lender.name} ${mediator.t(`drafting.stance.${word}`)}`);
    await expect(stance(3, "agree")).toBeVisible();
    await shanyu.writes(3, "保证范围包括本金、利息。"); // an edit makes that clause's consents fall, and only those
    await expect(stance(3, "changed")).toBeVisible();
    await expect(stance(1, "agree")).toBeVisible();
    for (const one of [wei, wen, shanyu]) await one.agreesTo(3);
  });

  await test.step("freeze and sign the same text, in any order", async () => {
    await mediator.checksIdentityOnVideo(lender.name, lender.idNumber);
    await mediator.bar("draft").click();
    await mediator.freezes();
    await expect(wei.page.locator(".state-line")).toHaveAttribute("data-status", "frozen");
    await wei.drawsAndLooksAway();
    await mediator.endsSession();
    await expect(wen.told("rooms.ended")).toBeVisible();
    const seen: string[] = [];
    for (const one of [shanyu, wei, wen]) {
      await one.goes("agreement");
      await one.reads(["人民调解协议书", lender.name, borrower.name]);
      seen.push(await one.told("agreements.checkCode").locator("strong").innerText());
      await one.signs(one === wen ? { typing: borrower.name } : { large: one === wei });
    }
    expect(new Set(seen).size).toBe(1);
    await mediator.goes("agreement");
    await mediator.signs();
    const office = await aCoordinator(browser, look);
    await office.signsIn(`${world.url}/office`, accountOf(world, "coordinator"));
    await office.seals(title);
  });

  const clerk = await aClerk(browser, look);
  const signAndFile = async () => {
    for (const one of [wei, wen, shanyu]) {
      await one.goes("confirmation");
      await one.signs();
    }
    await shanyu.files(court);
  };
  await test.step("joint application, returned once, corrected, confirmed", async () => {
    await wei.goes("confirmation");
    await wei.choosesCourt(court);
    await signAndFile();
    await clerk.signsIn(`${world.url}/court`, accountOf(world, "clerk"));
    await clerk.opensApplication(title);
    await expect(clerk.page.getByText(clerk.t("court.notOk"), { exact: true })).toHaveCount(0);
    await clerk.returns("请补充申请人的联系电话");
    await wei.goes("confirmation");
    await wei.answersDefect("电话已补充，见申请书第一段。");
    await signAndFile();
    await clerk.page.goto(`${world.url}/court`);
    await clerk.opensApplication(title);
    await clerk.accepts();
    await clerk.confirms("（2026）浙0199诉前调确77号");
    await wei.goes("confirmation");
    await expect(wei.told("confirmation.rulingToCome")).toBeVisible();
    const ruling = `${world.dataDir}/ruling.pdf`;
    writeFileSync(ruling, await aRuling());
    await clerk.handsInRuling(ruling);
  });

  await test.step("the package is the same bytes each time, and its agreement verifies", async () => {
    const first = readFileSync(await clerk.downloads());
    const again = readFileSync(await clerk.downloads());
    expect(first.equals(again)).toBe(true);
    const files = unzipSync(first);
    const manifest = JSON.parse(
      Buffer.from(files["manifest.json"] as Uint8Array).toString("utf8"),
    ) as { state: string };
    expect(manifest.state).toBe("confirmed");
    expect(Object.keys(files).filter((name) => name.endsWith(".pdf")).length).toBe(8);
    await wei.goes("");
    await expect(wei.told("cases.nextStep.confirmed")).toBeVisible();
    await wei.goes("timeline");
    await expect(wei.told("cases.chainWhole")).toBeVisible();
    const sealed = `${world.dataDir}/sealed.pdf`;
    writeFileSync(sealed, files["2-人民调解协议书.pdf"] as Uint8Array);
    await wei.page.goto(`${world.url}/verify`);
    await wei.field("verify.choose").setInputFiles(sealed);
    await expect(wei.told("verify.valid")).toBeVisible();
    await expect(wei.told("verify.record.not-given")).toBeVisible();
    await expect(wei.told("verify.onlyThese")).toBeVisible();
    const record = `${world.dataDir}/record.pdf`;
    writeFileSync(record, files["7-签署记录.pdf"] as Uint8Array);
    await wei.field("verify.chooseRecord").setInputFiles(record);
    await expect(wei.told("verify.record.belongs")).toBeVisible();
    await wei.field("verify.chooseRecord").setInputFiles(sealed);
    await expect(wei.told("verify.record.wrong")).toBeVisible();
    expect(execFileSync("pdfsig", [sealed], { encoding: "utf8" })).toContain("Signature is Valid");
  });
}
