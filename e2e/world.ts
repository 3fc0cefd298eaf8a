import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import serverProcess from "../bin/serverProcess.json" with { type: "json" };

export type DemoFile = {
  baseUrl: string;
  staff: { role: string; name: string; email: string; password: string; url: string }[];
  cases: {
    id: string;
    code: string;
    title: string;
    state: string;
    parties: { name: string; role: string; joinUrl: string }[];
  }[];
};

export type World = {
  url: string;
  dataDir: string;
  /** The server's process now; nothing while it is stopped. */
  pid: () => number | undefined;
  demo: () => DemoFile;
  stop: (signal?: NodeJS.Signals) => Promise<void>;
  start: () => Promise<void>;
};

const root = fileURLToPath(new URL("..", import.meta.url));

export const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** A real server in a process of its own, on its own data folder and port. */
export async function aWorld(
  settings: Record<string, string> = {},
  ready: "site" | "media" = "media",
): Promise<World> {
  const dataDir = settings.DATA_DIR ?? mkdtempSync(path.join(tmpdir(), "yuntiao-"));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  let child: ChildProcess | null = null;
  const start = async () => {
    const started = spawn(process.execPath, [...serverProcess.flags, "server/main.ts"], {
      cwd: root,
      env: {
        ...process.env,
        ...serverProcess.environment,
        NODE_ENV: "test",
        PORT: String(port),
        DATA_DIR: dataDir,
        LOG_LEVEL: "warn",
        DEMO: "1",
        ...settings,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = started;
    let said = "";
    for (const stream of [started.stdout, started.stderr])
      stream?.on("data", (chunk: Buffer) => {
        said = (said + chunk.toString()).slice(-4000);
      });
    for (const deadline = Date.now() + 120_000; Date.now() < deadline; ) {
      if (started.exitCode !== null) throw new Error(`the server ended: ${said}`);
      const state = await fetch(`${url}/readyz`).then(
        (response) =>
          response.json() as Promise<{ media: { ok: boolean; step: string; detail: string } }>,
        () => null,
      );
      if (state && (ready === "site" || state.media.ok)) return;
      if (state?.media.step === "failed") throw new Error(`no media server: ${state.media.detail}`);
      await new Promise((again) => {
        const timer = setTimeout(again, 150);
        started.setMaxListeners(0).once("exit", () => {
          clearTimeout(timer);
          again(null);
        });
      });
    }
    throw new Error(`the server is not ready: ${said}`);
  };
  const stop = (signal: NodeJS.Signals = "SIGTERM") =>
    new Promise<void>((resolve) => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once("exit", () => resolve());
      child.kill(signal);
    });
  await start();
  return {
    url,
    dataDir,
    pid: () => child?.pid,
    demo: () => JSON.parse(readFileSync(path.join(dataDir, "demo.json"), "utf8")) as DemoFile,
    stop,
    start,
  };
}

export const accountOf = (world: World, role: "mediator" | "coordinator" | "clerk") =>
  world.demo().staff.find((one) => one.role === role) as DemoFile["staff"][number];
