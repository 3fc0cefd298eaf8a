import { expect, test } from "@playwright/test";
import { aMediator, anotherPageOf, aParty, PHONE } from "./people.ts";
import { accountOf } from "./world.ts";
import { worldOfThese } from "./worldOfThese.ts";

const world = worldOfThese();
const CLIENT = "node_modules/livekit-client/dist/livekit-client.umd.js";

test("R-P34 who comes back by a kept pass is alone: the room moves, and the others find each other again by themselves", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const loan = world().demo().cases[0];
  const invited = loan?.parties.find((one) => one.name === "卫龑");
  if (!loan || !invited) throw new Error("the demo has a loan case");
  const mediator = await aMediator(browser);
  const party = await aParty(browser, { size: PHONE });
  const elsewhere = await aParty(browser);
  await party.entersDemo(invited.joinUrl, {
    address: "云江市东浦区梧桐里8幢",
    phone: "13800000001",
  });
  await mediator.signsIn(`${world().url}/desk`, accountOf(world(), "mediator"));
  await mediator.opensCase(world().url, loan.id);
  await mediator.beginsSession();
  await party.waitsAtDoor();
  await mediator.admits("卫龑");
  await party.sees(["谷梁书"]);

  // The same person at a second device, whose pass somebody keeps.
  await elsewhere.comesBack(invited.joinUrl);
  await elsewhere.goes("room");
  const given = elsewhere.page.waitForResponse(
    (response) => response.url().endsWith("/room/media-pass") && response.ok(),
  );
  await elsewhere.passesDeviceCheck();
  const kept = (await (await given).json()) as { url: string; token: string };
  await elsewhere.sees(["谷梁书"]);

  let passes = 0;
  party.page.on("response", (response) => {
    if (response.url().endsWith("/room/media-pass") && response.ok()) passes++;
  });
  const beside = await anotherPageOf(party);
  await beside.goes("");
  await beside.endsOtherSessions();
  await expect(elsewhere.told("people.signedOut")).toBeVisible();

  // Nothing of the product: LiveKit's own client with the pass that was kept.
  const stranger = await browser.newPage({ bypassCSP: true });
  await stranger.goto(`${world().url}/verify`);
  await stranger.addScriptTag({ path: CLIENT });
  const meets = () =>
    stranger.evaluate(async ({ url, token }) => {
      const { Room } = (window as unknown as { LivekitClient: typeof import("livekit-client") })
        .LivekitClient;
      const room = new Room();
      try {
        await room.connect(url, token);
        return room.remoteParticipants.size;
      } catch {
        return "kept out";
      }
    }, kept);
  await expect.poll(meets, { timeout: 60_000 }).toBe("kept out");
  await expect.poll(() => passes, { timeout: 60_000 }).toBeGreaterThan(0);
  await mediator.sees(["卫龑"]);
  await party.sees(["谷梁书"]);
  await expect(mediator.page.locator(".tile")).toHaveCount(2);
  expect(await meets()).toBe("kept out");
});
