// `npm run dev`: the server and the pages, both with reload.
import { spawn } from "node:child_process";
import { installIfMissing, node24, root } from "./ready.mjs";

installIfMissing();
const children = [
  spawn(node24, ["--watch", "server/main.ts"], { cwd: root, stdio: "inherit" }),
  spawn(node24, ["node_modules/vite/bin/vite.js"], { cwd: root, stdio: "inherit" }),
];
const end = () => {
  for (const child of children) child.kill("SIGTERM");
};
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, end);
for (const child of children) child.on("exit", end);
