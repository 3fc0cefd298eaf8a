// The server, kept running on the pinned Node, where dependencies and pages are there already: the last step of
// `npm start`, and the image's only one. Signals go through, so SIGTERM ends it cleanly.
import { readFileSync } from "node:fs";
import { node24, onEnd, root } from "./ready.mjs";
import { keepRunning } from "./keepRunning.mjs";

// Its threads come and go: with an arena for each of them, and nothing given back, the C library would hold on to 150 MB
// that nobody uses. An operator's own settings stand.
const { flags, environment } = JSON.parse(
  readFileSync(new URL("serverProcess.json", import.meta.url), "utf8"),
);
Object.assign(process.env, { ...environment, ...process.env });
const server = keepRunning(node24, [...flags, "server/main.ts"], root, (code) =>
  process.exit(code),
);
onEnd(server.end);
