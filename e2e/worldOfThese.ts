import { test } from "@playwright/test";
import { aWorld, type World } from "./world.ts";

/** One world for all journeys declared here: up before the first, down after the last. */
export function worldOfThese(
  settings: Record<string, string> = {},
  ready: "site" | "media" = "media",
): () => World {
  let world: World | undefined;
  test.beforeAll(async () => {
    test.setTimeout(180_000);
    world = await aWorld(settings, ready);
  });
  test.afterAll(async () => {
    await world?.stop();
  });
  return () => {
    if (!world) throw new Error("the world is not up yet");
    return world;
  };
}
