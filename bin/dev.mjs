// `npm run dev`: the server and the pages, both with reload.
import { spawn } from "node:child_process";
import { installIfMissing, node24, onEnd, root } from "./ready.mjs";

installIfMissing();
// The pages come from Vite here, so links, and whom the server trusts, name its address.
const env = { ...process.env, PUBLIC_URL: process.env.PUBLIC_URL ?? "http://localhost:5173" };
const children = [
  spawn(node24, ["--watch", "server/main.ts"], { cwd: root, stdio: "inherit", env }),
  spawn(node24, ["node_modules/vite/bin/vite.js"], { cwd: root, stdio: "inherit" }),
];
const end = () => {
  for (const child of children) child.kill("SIGTERM");
};
onEnd(end);
for (const child of children) child.on("exit", end);
