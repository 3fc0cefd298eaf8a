import { type Browser, chromium } from "@playwright/test";
import { chromiumOptions } from "../e2e/chromium.ts";
import { aMediator, aParty } from "../e2e/people.ts";
import { accountOf, aWorld, type World } from "../e2e/world.ts";
import { median, round, summary } from "./numbers.ts";
import type { Measured } from "./run.ts";

/**
 * Link → first usable screen with a cold cache, the bytes it took, and admission → first remote
 * picture.
 */
export async function measure(): Promise<Measured> {
  const world = await aWorld();
  const browser = await chromium.launch(chromiumOptions);
  try {
    return await measureIn(world, browser);
  } finally {
    await browser.close();
    await world.stop();
  }
}

async function measureIn(world: World, browser: Browser): Promise<Measured> {
  const link = world.demo().cases[0]?.parties[0]?.joinUrl as string;
  const usable: number[] = [];
  const frames: number[] = [];
  const bytes: number[] = [];
  for (let n = 0; n < 9; n++) {
    const party = await aParty(browser);
    const session = await party.context.newCDPSession(party.page);
    let received = 0;
    await session.send("Network.enable");
    session.on("Network.loadingFinished", ({ encodedDataLength }) => {
      received += encodedDataLength;
    });
    const from = performance.now();
    await party.opens(link);
    await party.button("people.getCode").waitFor();
    usable.push(performance.now() - from);
    await party.page.waitForLoadState("networkidle");
    bytes.push(received);
    await party.context.close();
  }
  const mediator = await aMediator(browser);
  const party = await aParty(browser);
  await mediator.signsIn(`${world.url}/desk`, accountOf(world, "mediator"));
  await party.entersDemo(link, { address: "云江市东浦区梧桐里8幢", phone: "13800000001" });
  await mediator.opensCase(world.url, world.demo().cases[0]?.id as string);
  await mediator.beginsSession();
  for (let n = 0; n < 7; n++) {
    await party.waitsAtDoor();
    await mediator.page.locator(".waiting-list li").first().waitFor();
    const from = performance.now();
    await mediator.button("rooms.admit", mediator.page.locator(".waiting-list li").first()).click();
    await party.page.waitForFunction(
      () =>
        [...document.querySelectorAll<HTMLVideoElement>(".tile video")].some(
          (video) => video.style.transform === "" && video.videoWidth > 0 && video.currentTime > 0,
        ),
      undefined,
      { polling: "raf" },
    );
    frames.push(performance.now() - from);
    await party.bar("leave").click();
    await party.page.locator(".next").waitFor();
  }
  return {
    ours: {
      usableMs: summary(usable),
      bytesBeforeRoom: Math.round(median(bytes)),
      admissionToFirstRemoteFrameMs: summary(frames),
    },
    peers: {},
    ratios: { bytesToBarOf150KB: round(median(bytes) / 153_600, 2) },
    samples: {
      usableMs: usable.map((value) => round(value)),
      firstRemoteFrameMs: frames.map((value) => round(value)),
    },
    notes: [
      "from the mediator's press on “admit” to a remote picture in the party's browser, page code not yet loaded; livekit-examples/meet is not a package and could not be fetched here, so no peer stands beside it",
    ],
  };
}
