import { defineConfig } from "@playwright/test";
import { chromiumOptions } from "./e2e/chromium.ts";

/** Real Chromium with fake camera and microphone, a real server with its own data folder, a real LiveKit. */
export default defineConfig({
  testDir: "e2e",
  fullyParallel: false,
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  outputDir: "test-results/e2e",
  use: {
    actionTimeout: 30_000,
    trace: "retain-on-failure",
    launchOptions: chromiumOptions,
  },
});
