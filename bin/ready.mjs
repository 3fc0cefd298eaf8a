// Plain JavaScript for whatever Node started npm (20 or newer): gets the locked dependencies and the pages, and finds the pinned Node 24.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const windows = process.platform === "win32";
export const node24 = path.join(root, "node_modules", "node", "bin", windows ? "node.exe" : "node");

export function run(command, args, options = {}) {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    shell: windows,
    ...options,
  });
  if (done.status !== 0)
    throw new Error(`${command} ${args.join(" ")} ended with ${done.status ?? done.signal}`);
}

export function installIfMissing() {
  const marker = path.join(root, "node_modules", ".package-lock.json");
  const lock = path.join(root, "package-lock.json");
  if (
    existsSync(node24) &&
    existsSync(marker) &&
    statSync(marker).mtimeMs >= statSync(lock).mtimeMs - 1000
  )
    return;
  console.log("Installing the locked dependencies (once, about two minutes) …");
  // Not `npm ci`: it refuses a lock that lacks other platforms' optional binaries; this keeps every locked version and adds only this platform's.
  run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"]);
}

const newest = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).reduce(
    (last, entry) =>
      entry.isFile()
        ? Math.max(last, statSync(path.join(entry.parentPath ?? entry.path, entry.name)).mtimeMs)
        : last,
    0,
  );

export function buildIfOld() {
  const page = path.join(root, "dist", "index.html");
  if (
    existsSync(page) &&
    statSync(page).mtimeMs >
      Math.max(
        newest(path.join(root, "client")),
        newest(path.join(root, "shared")),
        statSync(path.join(root, "package-lock.json")).mtimeMs,
      )
  )
    return;
  console.log("Building the pages …");
  run(node24, [path.join("node_modules", "vite", "bin", "vite.js"), "build", "--logLevel", "warn"]);
}

/**
 * Ends what runs here when it is told to, or when npm was: the shell that npm puts between ends and passes no signal on.
 * Started without npm, it may outlive whoever started it.
 */
export function onEnd(end) {
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => end(signal));
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    end("SIGTERM");
  }, 300);
}
