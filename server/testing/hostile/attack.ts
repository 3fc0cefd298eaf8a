import { Agent, request } from "node:http";
import { connect } from "node:net";
import { refusals } from "../../../shared/refusal.ts";
import { openChance } from "./chance.ts";
import { openIntruders } from "./events.ts";
import { type Ask, hostileBytes, hostileRequest, type Known } from "./requests.ts";
import type { Seat } from "../openHouse.ts";

const ANSWER_WITHIN_MS = 20_000;
const BARE_FOR_MS = 20;

/** What went wrong, with the number by which the seed makes the same input again. */
export type Outcome = {
  sent: number;
  kinds: Record<string, number>;
  statuses: Record<string, number>;
  wrong: string[];
};

const code = (body: string): string => {
  try {
    return (JSON.parse(body) as { code?: string }).code ?? "";
  } catch {
    return "";
  }
};

/** A 5xx is announced when it is a refusal of the closed list that says so, and not "unknown". */
const announced = (status: number, body: string) =>
  status < 500 ||
  (code(body) !== "request/unknown" &&
    refusals[code(body) as keyof typeof refusals]?.[0] === status);

function send(url: URL, agent: Agent, ask: Ask): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const going = request(
      {
        host: url.hostname,
        port: url.port,
        agent,
        method: ask.method,
        path: ask.path,
        headers: ask.headers,
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("error", () => resolve({ status: 0, body: "" }));
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
        );
      },
    );
    going.setTimeout(ANSWER_WITHIN_MS, () => going.destroy(new Error("no answer")));
    going.on("error", (error) =>
      error.message === "no answer" ? reject(error) : resolve({ status: 0, body: "" }),
    );
    going.end(ask.body);
  });
}

/** Bytes over a bare connection; whatever comes back, the connection is dropped soon. */
const throwBytes = (url: URL, bytes: Buffer) =>
  new Promise<void>((resolve) => {
    const socket = connect(Number(url.port), url.hostname, () => socket.write(bytes));
    socket.on("error", () => {});
    socket.on("close", () => resolve());
    socket.on("connect", () => setTimeout(() => socket.destroy(), BARE_FOR_MS));
    socket.resume();
  });

/**
 * Sends `count` hostile inputs from `from` on, `atOnce` at a time: requests, bare bytes, events.
 * The same seed sends the same.
 */
export async function attack(
  address: string,
  known: Known,
  people: { caseId: string; who: Seat }[],
  how: { seed: number; from: number; count: number; atOnce: number },
): Promise<Outcome> {
  const url = new URL(address);
  const agent = new Agent({ keepAlive: true, maxSockets: how.atOnce });
  const intruders = openIntruders(address, people);
  const outcome: Outcome = { sent: 0, kinds: {}, statuses: {}, wrong: [] };
  const note = (of: Record<string, number>, name: string) => {
    of[name] = (of[name] ?? 0) + 1;
  };
  let next = how.from;
  async function one(n: number) {
    const chance = openChance(how.seed * 1_000_003 + n);
    const kind = chance.below(100);
    outcome.sent++;
    if (kind < 8) {
      note(outcome.kinds, "bytes");
      return throwBytes(url, hostileBytes(chance, known));
    }
    if (kind < 30) {
      note(outcome.kinds, "event");
      const fault = await intruders.intrude(chance);
      if (fault) outcome.wrong.push(`input ${n}: ${fault}`);
      return;
    }
    note(outcome.kinds, "request");
    const ask = hostileRequest(chance, known, n);
    const { status, body } = await send(url, agent, ask).catch((error: Error) => ({
      status: -1,
      body: error.message,
    }));
    note(outcome.statuses, String(status));
    if (status === -1 || !announced(status, body) || /node_modules|\.ts:\d/.test(body))
      outcome.wrong.push(
        `input ${n}: ${ask.method} ${ask.path.slice(0, 120)} → ${status} ${body.slice(0, 300)}`,
      );
  }
  const worker = async () => {
    while (next < how.from + how.count) await one(next++);
  };
  await Promise.all(Array.from({ length: how.atOnce }, worker));
  intruders.close();
  agent.destroy();
  return outcome;
}
