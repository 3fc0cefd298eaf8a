// `npm start`: dependencies → pages → server, on the pinned Node. Signals go through, so SIGTERM ends it cleanly.
import { spawn } from "node:child_process";
import { buildIfOld, installIfMissing, node24, onEnd, root } from "./ready.mjs";

installIfMissing();
buildIfOld();
const server = spawn(node24, ["server/main.ts"], { cwd: root, stdio: "inherit" });
onEnd((signal) => server.kill(signal));
server.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
