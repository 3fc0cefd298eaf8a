import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { aWorld, freePort } from "../../../e2e/world.ts";
import type { Seat } from "../openHouse.ts";
import { collectGarbage } from "./collectGarbage.ts";
import { attack, type Outcome } from "./attack.ts";
import type { Known } from "./requests.ts";

const CALM_MS = 8000;

export const quantile = (values: number[], q: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))] ??
  Number.NaN;

const cookies = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");

type World = Awaited<ReturnType<typeof aWorld>>;
type Case = ReturnType<World["demo"]>["cases"][number];
type Present = { caseId: string; who: Seat };

/** How the people of the demo come in: by their link, or with a password. */
function entrance(url: string, world: World) {
  const post = (place: string, body: unknown) =>
    fetch(url + place, {
      method: "POST",
      headers: { "content-type": "application/json", origin: world.url },
      body: JSON.stringify(body),
    });
  async function enters(joinUrl: string): Promise<Seat> {
    const token = joinUrl.split("/").at(-1) as string;
    const { demoCode } = (await (await post(`/api/entry/${token}/code`, {})).json()) as {
      demoCode: string;
    };
    const entered = await post(`/api/entry/${token}/session`, { code: demoCode });
    return { seat: ((await entered.json()) as { seat: string }).seat, cookie: cookies(entered) };
  }
  async function signsIn(role: string): Promise<Seat> {
    const { email, password } = world.demo().staff.find((one) => one.role === role) ?? {
      email: "",
      password: "",
    };
    return {
      seat: null,
      cookie: cookies(await post("/api/auth/sign-in/email", { email, password })),
    };
  }
  return { enters, signsIn };
}

/** What an attacker may know who has stolen a seat of each sort. */
async function knownOf(
  url: string,
  {
    others,
    people,
    mediator,
    coordinator,
    clerk,
  }: { others: Case[]; people: Present[] } & Record<"mediator" | "coordinator" | "clerk", Seat>,
): Promise<Known> {
  const paperOf = others.at(-1)?.id;
  const inside = people.find((one) => one.caseId === paperOf)?.who as Seat;
  const paper = await fetch(`${url}/api/cases/${paperOf}/agreement/paper`, {
    headers: { cookie: inside.cookie, ...(inside.seat ? { "x-seat": inside.seat } : {}) },
  });
  const applications = (await (
    await fetch(`${url}/api/court/applications`, { headers: { cookie: clerk.cookie } })
  ).json()) as {
    id: string;
  }[];
  return {
    host: new URL(url).host,
    clerk,
    seats: [
      null,
      null,
      null,
      mediator,
      coordinator,
      clerk,
      { seat: people[1]?.who.seat ?? null, cookie: "seat_x=1" },
      ...people.map(({ who }) => who),
    ],
    params: {
      caseId: others.map((one) => one.id),
      participantId: people.flatMap(({ who }) => who.seat ?? []),
      applicationId: applications.map((one) => one.id),
      token: [others[0]?.parties[0]?.joinUrl.split("/").at(-1) ?? ""],
      document: ["agreement", "application", "ruling"],
      code: ["ABCD-EFGH-JKLM"],
    },
    paper: Buffer.from(await paper.arrayBuffer()),
  };
}

/** The honest pair, in a process of its own, typing. */
async function openTypists(url: string, caseId: string, seats: [Seat, Seat]) {
  const typists: ChildProcess = spawn(
    process.execPath,
    [
      fileURLToPath(new URL("./typists.ts", import.meta.url)),
      JSON.stringify({ url, caseId, seats }),
    ],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  const told = createInterface({ input: typists.stdout as NodeJS.ReadableStream });
  await once(told, "line");
  /** What the typists measured since they were asked last. */
  async function typing(): Promise<{ latencies: number[]; refused: string[] }> {
    typists.stdin?.write("\n");
    const [line] = (await once(told, "line")) as [string];
    return JSON.parse(line) as { latencies: number[]; refused: string[] };
  }
  async function end(): Promise<void> {
    const gone = once(typists, "exit");
    typists.stdin?.end();
    await gone;
  }
  return { typing, end };
}

/**
 * A real server in a process of its own, with the demo's people, two of whom type honestly while
 * everybody else attacks.
 */
export async function openSiege(settings: Record<string, string>) {
  const inspector = await freePort();
  const own = {
    MEDIA: "off",
    LOG_LEVEL: "error",
    TRUSTED_PROXIES: "loopback",
    NODE_OPTIONS: `--inspect-port=127.0.0.1:${inspector}`,
  };
  const world = await aWorld({ ...own, ...settings }, "site");
  const url = world.url.replace("localhost", "127.0.0.1");
  const { enters, signsIn } = entrance(url, world);
  const { cases } = world.demo();
  const [typed, ...others] = cases as [(typeof cases)[number], ...typeof cases];
  // The honest pair: the mediator at two devices, in the case whose parties have not come yet.
  const honest: [Seat, Seat] = [await signsIn("mediator"), await signsIn("mediator")];
  const [mediator, coordinator, clerk] = [
    await signsIn("mediator"),
    await signsIn("coordinator"),
    await signsIn("clerk"),
  ];
  const people: Present[] = [{ caseId: others[0]?.id ?? "", who: mediator }];
  for (const one of others)
    for (const { joinUrl } of one.parties)
      people.push({ caseId: one.id, who: await enters(joinUrl) });

  const known = await knownOf(url, { others, people, mediator, coordinator, clerk });
  const typists = await openTypists(url, typed.id, honest);
  const { typing } = typists;
  /**
   * A figure of /metrics as the machine itself sees it. Asking starts the measure of the loop anew.
   */
  async function metric(name: string): Promise<number> {
    const text = await (await fetch(`${url}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
  }
  const memory = async () => (await metric("process_resident_memory_bytes")) / 2 ** 20;
  /**
   * Memory once everything that nobody holds is collected: what the sizes at which a heap happens
   * to be swept cannot hide.
   */
  async function held(): Promise<number> {
    await collectGarbage(world.pid() as number, inspector);
    return memory();
  }

  async function calm(): Promise<number[]> {
    await typing();
    await new Promise((resolve) => setTimeout(resolve, CALM_MS)); // the time of honest typing is what is measured
    const { latencies, refused } = await typing();
    if (refused.length) throw new Error(`refused in calm: ${refused[0]}`);
    return latencies;
  }
  const besiege = (seed: number, from: number, count: number, atOnce: number): Promise<Outcome> =>
    attack(url, known, people, { seed, from, count, atOnce });

  async function end(): Promise<void> {
    await typists.end();
    await world.stop();
  }
  return { url, known, people, pid: world.pid, metric, memory, held, calm, typing, besiege, end };
}
