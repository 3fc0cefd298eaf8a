import { createHash, randomBytes } from "node:crypto";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { chmod, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { homedir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { MediaState } from "./livekit.ts";
import { oneAtATime } from "./oneAtATime.ts";

const run = promisify(execFile);
export const LIVEKIT_VERSION = "v1.13.5";
const PROGRAM = process.platform === "win32" ? "livekit-server.exe" : "livekit-server";

const cacheFolder = () =>
  path.join(
    process.env.XDG_CACHE_HOME ?? path.join(homedir(), ".cache"),
    "yuntiao",
    `livekit-${LIVEKIT_VERSION}`,
  );

type Report = (state: MediaState) => void;

/**
 * Where the media server comes from, in this order: PATH, the user's cache, `go install` of the
 * pinned version, the pinned release with its checksum file.
 */
export async function findProgram(
  report: Report,
  releases = `https://github.com/livekit/livekit/releases/download/${LIVEKIT_VERSION}`,
): Promise<string> {
  report({ ready: false, step: "looking", detail: "" });
  const onPath = which(PROGRAM);
  if (onPath) return onPath;
  const cached = path.join(cacheFolder(), PROGRAM);
  if (existsSync(cached)) return cached;
  // However many start at once, one makes it and the others use what it made.
  const lock = `${cacheFolder()}.lock`;
  const waiting = () => report({ ready: false, step: "building", detail: LIVEKIT_VERSION });
  return oneAtATime(
    lock,
    async () =>
      existsSync(cached) ? cached : ((await build(cached, report)) ?? download(releases, report)),
    waiting,
  );
}

/**
 * By `go install`, whose checksum database vouches for it; null where Go is missing or could not.
 */
async function build(cached: string, report: Report): Promise<string | null> {
  const go = which(process.platform === "win32" ? "go.exe" : "go");
  if (!go) return null;
  report({ ready: false, step: "building", detail: LIVEKIT_VERSION });
  const target = `${cacheFolder()}.${process.pid}`;
  try {
    await run(go, ["install", `github.com/livekit/livekit-server/cmd/server@${LIVEKIT_VERSION}`], {
      env: { ...process.env, GOBIN: target, GOFLAGS: "" },
      maxBuffer: 1 << 26,
    });
    await mkdir(cacheFolder(), { recursive: true });
    await rename(path.join(target, process.platform === "win32" ? "server.exe" : "server"), cached);
    return cached;
  } catch {
    return null; // Go is there but could not build it; the release is next.
  } finally {
    await rm(target, { recursive: true, force: true });
  }
}

async function download(releases: string, report: Report): Promise<string> {
  report({ ready: false, step: "downloading", detail: LIVEKIT_VERSION });
  const version = LIVEKIT_VERSION.slice(1);
  const platform =
    { linux: "linux", darwin: "darwin", win32: "windows" }[process.platform as string] ??
    process.platform;
  const arch = { x64: "amd64", arm64: "arm64" }[process.arch as string] ?? process.arch;
  const name = `livekit_${version}_${platform}_${arch}.${platform === "windows" ? "zip" : "tar.gz"}`;
  const get = async (file: string) => {
    const response = await fetch(`${releases}/${file}`, {
      signal: AbortSignal.timeout(120_000),
    }).catch((error: Error) => {
      throw new Error(`could not download ${file}: ${error.message}`);
    });
    if (!response.ok) throw new Error(`could not download ${file}: HTTP ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  };
  const sums = (await get("checksums.txt")).toString("utf8");
  const archive = await get(name);
  const expected = sums
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .find(([, file]) => file === name)?.[0];
  if (!expected || createHash("sha256").update(archive).digest("hex") !== expected)
    throw new Error(`${name} does not match the release's checksum file`);
  const folder = cacheFolder();
  const packed = path.join(folder, name);
  await mkdir(folder, { recursive: true });
  await writeFile(packed, archive);
  await run("tar", ["-xf", packed, "-C", folder, PROGRAM]);
  await chmod(path.join(folder, PROGRAM), 0o755);
  await rm(packed);
  return path.join(folder, PROGRAM);
}

function which(program: string): string | null {
  for (const folder of (process.env.PATH ?? "").split(path.delimiter)) {
    const file = path.join(folder, program);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      /* not in this folder */
    }
  }
  return null;
}

const freePort = (preferred: number) =>
  new Promise<number>((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(freePort(0)));
    server.listen(preferred, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/**
 * Runs a local LiveKit with keys made for this run. A small keeper process ends it when this one
 * dies, however it dies.
 */
export async function prepareLocalMedia(
  dataDir: string,
  host: string,
  publicHost: string,
  report: Report,
) {
  const program = await findProgram(report);
  report({ ready: false, step: "starting", detail: program });
  const key = `yt${randomBytes(6).toString("hex")}`;
  const secret = randomBytes(32).toString("hex");
  const [port, tcp, udp] = [await freePort(7880), await freePort(0), await freePort(0)];
  const local = host === "127.0.0.1" || host === "localhost";
  const config = path.join(dataDir, "livekit.yaml");
  await writeFile(
    config,
    JSON.stringify({
      port,
      bind_addresses: [local ? "127.0.0.1" : "0.0.0.0"],
      keys: { [key]: secret },
      logging: { level: "warn" },
      room: { auto_create: false },
      rtc: {
        tcp_port: tcp,
        udp_port: udp,
        use_external_ip: false,
        ...(local ? { node_ip: "127.0.0.1", enable_loopback_candidate: true } : {}),
      },
    }),
    { mode: 0o600 },
  );
  const keeper = spawn(
    process.execPath,
    [fileURLToPath(new URL("./keeper.ts", import.meta.url)), program, "--config", config],
    {
      stdio: ["pipe", "ignore", "pipe"],
    },
  );
  keeper.stdin?.on("error", () => {});
  let said = "";
  keeper.stderr?.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000);
  });
  keeper.once("exit", () =>
    report({ ready: false, step: "failed", detail: `the media server ended: ${said.slice(-300)}` }),
  );
  await answering(`http://127.0.0.1:${port}/`, keeper, () => said);
  return {
    url: `ws://${local ? "127.0.0.1" : publicHost}:${port}`,
    apiUrl: `http://127.0.0.1:${port}`,
    key,
    secret,
    stop: () => ended(keeper),
  };
}

/** LiveKit says it is up by answering; between two asks the keeper's exit ends the wait at once. */
async function answering(url: string, keeper: ChildProcess, said: () => string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    if (keeper.exitCode !== null)
      throw new Error(`the media server did not start: ${said().slice(-300)}`);
    const ok = await fetch(url, { signal: AbortSignal.timeout(1000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 100);
      keeper.once("exit", () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
  throw new Error("the media server did not answer within 30 s");
}

const ended = (keeper: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (keeper.exitCode !== null) return resolve();
    keeper.removeAllListeners("exit");
    keeper.once("exit", () => resolve());
    keeper.stdin?.end();
  });
