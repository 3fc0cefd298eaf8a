import { expect, test } from "@playwright/test";
import { aMediator, aParty, PHONE } from "./people.ts";
import { accountOf } from "./world.ts";
import { worldOfThese } from "./worldOfThese.ts";

const world = worldOfThese();

const invited = (at: number, name: string) => {
  const found = world()
    .demo()
    .cases[at]?.parties.find((one) => one.name === name);
  if (!found) throw new Error(`${name} is not in the demo's case ${at}`);
  return found.joinUrl;
};

const HOME = { address: "云江市东浦区梧桐里8幢", phone: "13800000001" };

test("a panel whose file does not arrive says so and comes back, and a new version is offered, never forced", async ({
  browser,
}) => {
  const party = await aParty(browser, { size: PHONE });
  await party.entersDemo(invited(0, "单于澄"), HOME);
  const { page } = party;
  await page.route("**/assets/Timeline-*", (route) => route.abort());
  await party.goes("timeline");
  await expect(party.heading("ui.partMissing")).toBeVisible();
  await expect(party.caseParts).toBeVisible();
  await page.unroute("**/assets/Timeline-*");
  await party.button("ui.tryAgain").click();
  await expect(party.told("cases.chainWhole")).toBeVisible();
  await expect(party.told("ui.newVersion")).toHaveCount(0);
  await page.route("**/api/cases/*/timeline", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "x-version": "another" } });
  });
  await party.goes("");
  await party.goes("timeline");
  await expect(party.told("ui.newVersion")).toBeVisible();
});

test("a code is taken as it was pasted, and refused cookies are said plainly", async ({
  browser,
}) => {
  const party = await aParty(browser, { size: PHONE });
  const { page } = party;
  // A browser that refuses cookies has kept none by the next request.
  await page.route("**/api/**", async (route) => {
    await party.context.clearCookies();
    await route.continue();
  });
  await page.goto(invited(0, "闻人喆"));
  await party.button("people.getCode").click();
  const code = await party.demoCode();
  const field = party.field("people.code");
  const pastes = async (text: string) => {
    await field.fill("");
    await field.fill(text);
  };
  for (const text of [
    ` ${code}`,
    `${code.slice(0, 3)} ${code.slice(3)}`,
    `【云调解】您的验证码是${code}，10分钟内有效。`,
  ]) {
    await pastes(text);
    await expect(field).toHaveValue(code);
  }
  await party.button("people.enter").click();
  await expect(party.told("people.cookiesNeeded")).toBeVisible();
});

test("only the strokes that are seen are sent, and the page prints the whole paper", async ({
  browser,
}) => {
  const signing = world().demo().cases[1];
  const unsigned = signing?.parties.at(-1)?.joinUrl as string;
  const party = await aParty(browser, { size: PHONE });
  await party.comesBack(unsigned);
  await party.goes("agreement");
  const form = party.page.locator("form", { has: party.heading("agreements.yourSignature") });
  await form.getByRole("checkbox").check();
  await party.drawsOverTheEdge();
  await party.button("agreements.redo", form).click();
  await party.draws();
  await party.button("agreements.getCode", form).click();
  await party.field("people.code").fill(await party.demoCode());
  const sent = party.page.waitForRequest((request) =>
    request.url().endsWith("/agreement/signatures"),
  );
  await party.page.route("**/agreement/signatures", (route) => route.abort());
  await party.button("agreements.signNow", form).click();
  const { strokes } = (await sent).postDataJSON() as { strokes: unknown[] };
  expect(strokes.length).toBe(3);

  const pages = party.page.locator(".paper-page");
  await expect(party.page.locator(".paper-page[data-drawn]")).toHaveCount(await pages.count());
  await party.page.emulateMedia({ media: "print" });
  const printed =
    (await party.page.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page\b/g)
      ?.length ?? 0;
  expect(printed).toBeGreaterThanOrEqual(await pages.count());
  await expect(party.page.locator(".tabs")).toBeHidden();
});

test("in the room: who vanishes is known to be away, Back asks first, a lost device is told and changed, faces stay at 400 %", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const loan = world().demo().cases[0];
  const mediator = await aMediator(browser);
  const party = await aParty(browser, { size: PHONE });
  await party.page.addInitScript(() => {
    const devices = navigator.mediaDevices;
    const ask = devices.getUserMedia.bind(devices);
    const seen = { tracks: [] as MediaStreamTrack[], refuse: false };
    Object.assign(window, { seen });
    devices.getUserMedia = async (wish) => {
      if (seen.refuse) throw new DOMException("gone", "NotReadableError");
      const stream = await ask(wish);
      seen.tracks.push(...stream.getTracks());
      return stream;
    };
  });
  await party.entersDemo(invited(0, "卫龑"), HOME);
  await mediator.signsIn(`${world().url}/desk`, accountOf(world(), "mediator"));
  await mediator.opensCase(world().url, loan?.id as string);
  await mediator.beginsSession();
  await party.waitsAtDoor();
  await mediator.admits("卫龑");
  await party.sees(["谷梁书"]);
  const present = party.page.locator("[data-present]");
  await expect(present).toHaveAttribute("data-present", "2");

  await test.step("a lost microphone is told, and comes back with another device", async () => {
    await party.page.evaluate(() => {
      const { seen } = window as unknown as {
        seen: { tracks: MediaStreamTrack[]; refuse: boolean };
      };
      seen.refuse = true;
      for (const track of seen.tracks.filter(
        (one) => one.kind === "audio" && one.readyState === "live",
      ))
        track.dispatchEvent(new Event("ended"));
    });
    await expect(party.told("rooms.lost.microphone")).toBeVisible();
    await party.page.evaluate(() => {
      (window as unknown as { seen: { refuse: boolean } }).seen.refuse = false;
    });
    await party.page.getByRole("alert").getByRole("button").click();
    const choice = party.field("rooms.devices.audioinput");
    await choice.selectOption({ index: 1 });
    await expect(party.told("rooms.lost.microphone")).toHaveCount(0);
    await party.button("ui.close").click();
  });

  await test.step("a panel that does not arrive leaves faces and sound alone; the private channel is there", async () => {
    await party.page.route("**/assets/Messages-*", (route) => route.abort());
    await party.bar("chat").click();
    await expect(party.heading("ui.partMissing")).toBeVisible();
    await party.hears(1);
    await party.page.unroute("**/assets/Messages-*");
    await party.button("ui.tryAgain").click();
    await expect(party.page.getByRole("tab")).toHaveCount(2);
    await party.bar("chat").click();
  });

  await test.step("at 400 % a face is still seen", async () => {
    await party.page.setViewportSize({ width: 320, height: 256 });
    const face = await party.page.locator(".tile").first().boundingBox();
    expect(face?.height ?? 0).toBeGreaterThan(60);
    await party.page.setViewportSize(PHONE);
  });

  await test.step("Back asks, and staying stays", async () => {
    await party.page.goBack();
    await expect(party.heading("rooms.leaveTitle")).toBeVisible();
    await party.button("rooms.stay").click();
    await expect(party.page.locator(".room")).toBeVisible();
  });

  await test.step("the mediator's tab closes: within five seconds the phone says so", async () => {
    const closed = Date.now();
    await mediator.page.close();
    await expect(party.told("rooms.mediatorGone", { name: "谷梁书" })).toBeVisible({
      timeout: 5000,
    });
    await expect(present).toHaveAttribute("data-present", "1");
    expect(Date.now() - closed).toBeLessThan(6000);
  });

  await test.step("who leaves by Back is no longer counted", async () => {
    await party.page.goBack();
    await party.button("rooms.leaveNow", party.page.getByRole("dialog")).click();
    await expect(party.caseParts).toBeVisible();
  });
});
