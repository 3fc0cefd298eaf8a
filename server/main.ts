import { assemble } from "./assemble.ts";
import { prepareDemo } from "./demo/demo.ts";
import { openMedia } from "./media/livekit.ts";
import { prepareLocalMedia } from "./media/prepare.ts";
import { readSettings } from "./settings.ts";
import { FolderInUse } from "./storage/lock.ts";

/** Settings → real parts → listen. Ends cleanly on SIGTERM within 5 s. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const media = openMedia(settings, async (report) => {
    const made = await prepareLocalMedia(settings.DATA_DIR, settings.HOST, new URL(settings.PUBLIC_URL).hostname, (state) => {
      console.log(`  video: ${state.step}${state.detail ? ` (${state.detail.slice(0, 200)})` : ""}`);
      report(state);
    });
    console.log("  video: ready");
    return made;
  });
  const { parts, http, close } = await assemble(settings, { media });
  if (settings.DEMO) await prepareDemo(parts);
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(settings.PORT, settings.HOST, resolve);
  });
  const say = (zh: string, address: string) => console.log(`  ${zh.padEnd(22)} ${settings.PUBLIC_URL}${address}`);
  console.log("\n云调解 Yuntiao");
  say("首页 start page", "/");
  say("调解员 mediator", "/desk");
  say("机构 organisation", "/office");
  say("法院 court", "/court");
  say("核验 verify", "/verify");
  console.log(`  data                   ${settings.DATA_DIR}${settings.DEMO ? "   (demo)" : ""}\n`);
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), 4500).unref();
    void close().then(() => process.exit(0));
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}

main().catch((error: Error) => {
  console.error(
    error instanceof FolderInUse
      ? error.message
      : `${(error.stack ?? error.message).slice(0, 3000)}${"details" in error ? JSON.stringify(error.details) : ""}`,
  );
  process.exit(1);
});
