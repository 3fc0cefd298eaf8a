import { once } from "node:events";
import { WebSocket } from "ws";

/**
 * Makes another Node process collect its garbage, all of it, through the inspector that SIGUSR1
 * opens on this port.
 */
export async function collectGarbage(pid: number, port: number): Promise<void> {
  process.kill(pid, "SIGUSR1");
  const socket = new WebSocket(await inspectorOf(port));
  await once(socket, "open");
  socket.send(JSON.stringify({ id: 1, method: "HeapProfiler.collectGarbage" }));
  await once(socket, "message");
  socket.close();
}

async function inspectorOf(port: number): Promise<string> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
    const targets = await fetch(`http://127.0.0.1:${port}/json`).then(
      (response) => response.json() as Promise<{ webSocketDebuggerUrl: string }[]>,
      () => [],
    );
    if (targets[0]) return targets[0].webSocketDebuggerUrl;
    await new Promise((again) => setTimeout(again, 50));
  }
  throw new Error("the process opened no inspector");
}
