import { expect, type Page, test } from "@playwright/test";
import { aMediator, aParty, PHONE } from "./people.ts";
import { accountOf } from "./world.ts";
import { worldOfThese } from "./worldOfThese.ts";

const world = worldOfThese();

test("the server and the media server are killed and come back: everybody returns to the same place by himself", async ({
  browser,
}) => {
  test.setTimeout(480_000);
  const { cases } = world().demo();
  const loan = cases[0] as (typeof cases)[number];
  const invited = loan.parties.find((one) => one.name === "卫龑") as (typeof loan.parties)[number];
  const mediator = await aMediator(browser);
  const party = await aParty(browser, { size: PHONE });
  // What the browser is asked for, and how often it plays a note.
  for (const one of [mediator, party])
    await one.page.addInitScript(() => {
      const seen = { wishes: [] as string[], notes: 0 };
      const devices = navigator.mediaDevices;
      const ask = devices.getUserMedia.bind(devices);
      const play = OscillatorNode.prototype.start;
      Object.assign(window, { seen });
      devices.getUserMedia = (wish) => {
        seen.wishes.push(
          ["audio", "video"].filter((kind) => wish?.[kind as "audio" | "video"]).join("+"),
        );
        return ask(wish);
      };
      OscillatorNode.prototype.start = function (...when) {
        seen.notes++;
        play.apply(this, when);
      };
    });
  const seen = (page: Page) =>
    page.evaluate(() => (window as unknown as { seen: { wishes: string[]; notes: number } }).seen);
  await party.entersDemo(invited.joinUrl, {
    address: "云江市东浦区梧桐里8幢",
    phone: "13800000001",
  });
  await mediator.signsIn(`${world().url}/desk`, accountOf(world(), "mediator"));
  await mediator.opensCase(world().url, loan.id);
  await mediator.beginsSession();
  const quiet = (await seen(mediator.page)).notes;
  await party.waitsAtDoor();
  await expect(mediator.page.locator(".badge", { hasText: "1 人等候" })).toBeVisible();
  await expect.poll(async () => (await seen(mediator.page)).notes).toBeGreaterThan(quiet);
  await expect(mediator.page).toHaveTitle(/1 人等候/);
  await mediator.admits("卫龑");
  await party.sees(["谷梁书"]);
  await party.bar("mute").click();
  await expect(party.bar("unmute")).toBeVisible();
  const { wishes } = await seen(party.page);
  expect(wishes.length).toBeGreaterThanOrEqual(2);
  expect(wishes.filter((wish) => wish !== "audio" && wish !== "video")).toEqual([]);
  await party.page.reload(); // who muted himself stays muted
  await party.sees(["谷梁书"]);
  await expect(party.page.locator(".tile", { hasText: "卫龑" }).locator("video")).toBeVisible();
  await expect(party.bar("unmute")).toBeVisible();

  // A call or a lock silences a phone's sound; when the page is looked at again it plays.
  await party.hears(1);
  await party.page.locator(".tile audio").evaluate((sound) => {
    (sound as HTMLAudioElement).pause();
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await expect
    .poll(() =>
      party.page.locator(".tile audio").evaluate((sound) => (sound as HTMLAudioElement).paused),
    )
    .toBe(false);

  // Sharing a screen: the other sees it as a picture of its own, until it ends.
  await mediator.bar("share").click();
  await expect
    .poll(() =>
      party.page
        .locator(".tile.screen video")
        .evaluate((video) => (video as HTMLVideoElement).videoWidth)
        .catch(() => 0),
    )
    .toBeGreaterThan(0);
  await mediator.bar("share").click();
  await expect(party.page.locator(".tile.screen")).toHaveCount(0);

  await world().stop("SIGKILL");
  await expect(party.page.getByText("网络断了，正在自动重连").first()).toBeVisible({
    timeout: 40_000,
  });
  await world().start();
  await expect(party.page.locator(".room[data-connection='connected']")).toBeVisible({
    timeout: 60_000,
  });
  await mediator.sees(["卫龑"]);
  await party.sees(["谷梁书"]);
  await expect(party.bar("unmute")).toBeVisible();
  await expect(party.page.locator(".tile")).toHaveCount(2);

  await party.bar("hand").click();
  await expect(mediator.page.locator(".tile .hand")).toBeVisible();
  await mediator.endsSession();
  await expect(party.page.getByText("这场调解已经结束")).toBeVisible();
});

test("somebody without camera or microphone still gets in, is told what to do in plain words, and keeps the place through a locked phone", async ({
  browser,
}) => {
  test.setTimeout(480_000);
  const { cases } = world().demo();
  const loan = cases[0] as (typeof cases)[number];
  const invited = loan.parties.find(
    (one) => one.name === "闻人喆",
  ) as (typeof loan.parties)[number];
  const party = await aParty(browser, { size: PHONE });
  await party.page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = async (wish) => {
      throw new DOMException("no", wish?.video ? "NotFoundError" : "NotAllowedError");
    };
  });
  await party.entersDemo(invited.joinUrl, {
    address: "云江市东浦区柳浪巷12号",
    phone: "13800000002",
  });
  await party.goes("room");
  await party.page.getByRole("button", { name: "打开麦克风" }).click();
  await expect(party.page.getByText(/没有得到允许/)).toBeVisible();
  await party.page.getByRole("button", { name: "打开摄像头" }).click();
  await expect(party.page.getByText(/没有找到设备/)).toBeVisible();
  await party.page.getByRole("button", { name: "好了，去门口等候" }).click();
  await expect(party.page.getByText(/您排在第 1 位/)).toBeVisible();
  await party.page.reload();
  await expect(party.page.getByText(/您排在第 1 位/)).toBeVisible();

  // A phone that is locked for 90 s: the page does nothing, the place is kept, nobody else gets it.
  const session = await party.context.newCDPSession(party.page);
  const mediator = await aMediator(browser);
  await mediator.signsIn(`${world().url}/desk`, accountOf(world(), "mediator"));
  await mediator.opensCase(world().url, loan.id);
  await mediator.beginsSession();
  const locked = Date.now();
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  await party.context.setOffline(true);
  await expect(mediator.atDoor("闻人喆")).toContainText("暂时离线，位置保留", { timeout: 100_000 });
  await new Promise<void>((resolve) =>
    setTimeout(resolve, Math.max(0, 90_000 - (Date.now() - locked))),
  ); // the length of the lock is what is tested
  await party.context.setOffline(false);
  await session.send("Page.setWebLifecycleState", { state: "active" });
  await expect(mediator.atDoor("闻人喆")).not.toContainText("暂时离线", { timeout: 60_000 });
  await expect(party.page.getByText(/您排在第 1 位/)).toBeVisible();
  await mediator.admits("闻人喆");
  await expect(party.page.locator(".room[data-connection='connected']")).toBeVisible({
    timeout: 40_000,
  });
  await mediator.endsSession();
});

test("who leaves while a device still opens leaves nothing behind: no device stays on, and the next visit asks again", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const { cases } = world().demo();
  const loan = cases[0] as (typeof cases)[number];
  const invited = loan.parties.find(
    (one) => one.name === "单于澄",
  ) as (typeof loan.parties)[number];
  const mediator = await aMediator(browser);
  const party = await aParty(browser, { size: PHONE });
  type Devices = {
    slow: "audio" | "video" | null;
    asked: number;
    go: () => void;
    tracks: MediaStreamTrack[];
  };
  const devices = <T>(read: (devices: Devices) => T) =>
    party.page.evaluate(`(${read})(window.devices)`) as Promise<T>;
  await party.page.addInitScript(() => {
    const seen: Devices = { slow: null, asked: 0, go: () => {}, tracks: [] };
    const real = navigator.mediaDevices;
    const ask = real.getUserMedia.bind(real);
    Object.assign(window, { devices: seen });
    real.getUserMedia = async (wish) => {
      if (seen.slow && wish?.[seen.slow]) {
        seen.asked++;
        await new Promise<void>((resolve) => {
          seen.go = resolve;
        });
      }
      const stream = await ask(wish);
      seen.tracks.push(...stream.getTracks());
      return stream;
    };
  });
  await party.entersDemo(invited.joinUrl, {
    address: "云江市西岸区望湖路6号",
    phone: "13800000004",
  });
  await mediator.signsIn(`${world().url}/desk`, accountOf(world(), "mediator"));
  await mediator.opensCase(world().url, loan.id);
  await mediator.beginsSession();
  for (const slow of ["audio", "video"] as const) {
    await party.waitsAtDoor(); // by the device check, the second time too
    const slowDown = {
      audio: (all: Devices) => {
        all.slow = "audio";
      },
      video: (all: Devices) => {
        all.slow = "video";
      },
    };
    await devices(slowDown[slow]);
    await expect(mediator.atDoor("单于澄")).toContainText("单于澄（被申请人二的代理人）"); // R-P8: never as the party
    await mediator.admits("单于澄");
    await expect.poll(() => devices((all) => all.asked)).toBe(1);
    await party.bar("leave").click();
    await expect(party.caseParts).toBeVisible();
    const before = await devices((all) => all.tracks.length);
    await devices((all) => all.go());
    await expect.poll(() => devices((all) => all.tracks.length)).toBe(before + 1);
    await expect
      .poll(() => devices((all) => all.tracks.filter((one) => one.readyState === "live").length))
      .toBe(0);
  }
  await party.goes("room");
  await expect(party.button("rooms.allowMicrophone")).toBeVisible();
});
