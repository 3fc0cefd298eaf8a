import { createHash } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

export class FolderInUse extends Error {
  constructor(dataDir: string) {
    super(`Another Yuntiao is already running on ${dataDir}. Stop it first, or choose another DATA_DIR.`);
  }
}

/** One process per data folder. The lock is a listening socket, so a killed process never leaves it locked. */
export async function lockFolder(dataDir: string): Promise<() => void> {
  const name = `yuntiao-${createHash("sha256").update(path.resolve(dataDir)).digest("hex").slice(0, 20)}`;
  const address = process.platform === "win32" ? `\\\\.\\pipe\\${name}` : path.join(tmpdir(), `${name}.sock`);
  for (let attempt = 0; attempt < 3; attempt++) {
    const server = await listen(address);
    if (server)
      return () => {
        server.close();
      };
    if (await answers(address)) throw new FolderInUse(dataDir);
    if (existsSync(address)) rmSync(address, { force: true });
  }
  throw new FolderInUse(dataDir);
}

const listen = (address: string) =>
  new Promise<Server | null>((resolve) => {
    const server = createServer((socket) => socket.end());
    server.once("error", () => resolve(null));
    server.listen(address, () => {
      server.unref();
      resolve(server);
    });
  });

const answers = (address: string) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(address);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
