import { spawn } from "node:child_process";
import { type AddressInfo, createServer } from "node:net";
import { onTestFinished } from "vitest";

/** A Redis of this test's own; ready when it says so. */
export async function aRedis(): Promise<{ url: string; kill: () => void }> {
  const port = await new Promise<number>((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
  const redis = spawn(
    "redis-server",
    ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const kill = () => void redis.kill();
  onTestFinished(kill);
  await new Promise<void>((resolve, reject) => {
    redis.once("error", reject);
    redis.stdout.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes("Ready to accept connections")) resolve();
    });
  });
  return { url: `redis://127.0.0.1:${port}`, kill };
}
