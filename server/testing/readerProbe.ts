import { spawn } from "node:child_process";
import dgram from "node:dgram";
import dns from "node:dns";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import http2 from "node:http2";
import net from "node:net";
import tls from "node:tls";
import { Worker } from "node:worker_threads";

type Ask = { port: number; keys: string; key: string };

const denied = (error: unknown) =>
  (error as { code?: string; cause?: { code?: string } }).cause?.code ??
  (error as { code?: string }).code;

const outcome = async (work: () => unknown): Promise<string> => {
  try {
    await work();
    return "done";
  } catch (error) {
    return denied(error) ?? String(error);
  }
};

const opened = (
  socket: { once(event: string, heard: (error: Error) => void): unknown },
  event: string,
) =>
  new Promise<void>((resolve, reject) => {
    socket.once(event, () => resolve());
    socket.once("error", reject);
  });

/** Does in a reading process what a wrong file might make it do, and tells what came of it. */
process.once("message", async ({ port, keys, key }: Ask) => {
  const inner = (process as unknown as { binding(name: string): unknown }).binding;
  const found = {
    "list the keys": await outcome(() => readdirSync(keys)),
    "read a key": await outcome(() => readFileSync(key)),
    "read the machine's users": await outcome(() => readFileSync("/etc/passwd")),
    "write a file": await outcome(() => writeFileSync(`${keys}/x`, "x")),
    "connect by net": await outcome(() => opened(net.connect(port, "127.0.0.1"), "connect")),
    "connect by tls": await outcome(() => opened(tls.connect(port, "127.0.0.1"), "connect")),
    "connect by fetch": await outcome(() => fetch(`http://127.0.0.1:${port}/`)),
    "connect by http2": await outcome(() =>
      opened(http2.connect(`http://127.0.0.1:${port}`), "connect"),
    ),
    listen: await outcome(() => opened(net.createServer().listen(0), "listening")),
    "send a datagram": await outcome(() => opened(dgram.createSocket("udp4").bind(0), "listening")),
    "ask for a name": await outcome(() => dns.promises.lookup("localhost")),
    "ask a name server": await outcome(() => new dns.Resolver().resolve4("localhost", () => {})),
    "start a process": await outcome(() => spawn("true")),
    "start a thread": await outcome(() => new Worker("", { eval: true })),
    "take the inner door": await outcome(() => inner("tcp_wrap")),
    "put a door back": await outcome(() =>
      Object.defineProperty(net.Socket.prototype, "connect", { value: () => {} }),
    ),
  };
  process.send?.(found);
});
