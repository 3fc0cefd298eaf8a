import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { io } from "socket.io-client";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { bodyOf } from "../../shared/drafting/document.ts";
import { aWorld, type World } from "../../e2e/world.ts";
import { databaseFor, engines } from "./databases.ts";
import { DEMO_PASSWORD } from "../demo/staff.ts";
import type { Seat } from "./house.ts";
import { STROKES } from "./stories.ts";

const ROUNDS = 50;
const cookies = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");

/** Small asks against a server that may die at any moment: null is "no answer", never "no". */
function asking(world: World) {
  const ask = async <T>(method: string, place: string, who: Seat | null, body?: unknown): Promise<T | null> => {
    const response = await fetch(world.url + place, {
      method,
      headers: { "content-type": "application/json", ...(who?.seat ? { "x-seat": who.seat } : {}), ...(who ? { cookie: who.cookie } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => null);
    return response?.ok ? ((await response.json().catch(() => null)) as T | null) : null;
  };
  const byLink = async (url: string): Promise<Seat> => {
    const token = url.split("/").at(-1) as string,
      sent = await ask<{ demoCode: string }>("POST", `/api/entry/${token}/code`, null, {});
    const response = await fetch(`${world.url}/api/entry/${token}/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ code: sent?.demoCode }),
    });
    return { seat: ((await response.json()) as { seat: string }).seat, cookie: cookies(response) };
  };
  const staff = async (email: string): Promise<Seat> => ({
    seat: null,
    cookie: cookies(
      await fetch(`${world.url}/api/auth/sign-in/email`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: world.url },
        body: JSON.stringify({ email, password: DEMO_PASSWORD }),
      }),
    ),
  });
  return { ask, byLink, staff };
}

test.each(engines)(
  `nothing acknowledged is lost in ${ROUNDS} SIGKILLs while people type, write and sign, on %s`,
  async (engine) => {
    const { settings, drop } = await databaseFor(engine),
      world = await aWorld({ MEDIA: "off", ...settings }, "site"),
      { ask, byLink, staff } = asking(world);
    const loan = world.demo().cases[0],
      property = world.demo().cases[1];
    if (!loan || !property) throw new Error("no demo cases");
    const mediator = await staff("mediator@yuntiao.example"),
      signers = [await byLink(property.parties[0]?.joinUrl as string), await byLink(property.parties[1]?.joinUrl as string)];
    const acked = { words: [] as string[], messages: [] as string[], signatures: 0 };
    let round = 0,
      seed = 20261121;
    const random = () => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed / 2147483648;
    };

    const types = async (alive: () => boolean) => {
      const socket = io(`${world.url}/drafting`, {
          auth: { caseId: loan.id, language: "en" },
          extraHeaders: { cookie: mediator.cookie },
          forceNew: true,
          reconnection: false,
        }),
        doc = new Y.Doc();
      try {
        const joined = (await socket
          .timeout(4000)
          .emitWithAck("draft:join", { clientId: doc.clientID, stateVector: Y.encodeStateVector(doc) })) as {
          ok: boolean;
          draftId: string;
          update: Uint8Array;
        };
        Y.applyUpdate(doc, new Uint8Array(joined.update));
        for (let n = 0; alive(); n++) {
          const word = `〔${round}.${n}〕`,
            before = Y.encodeStateVector(doc),
            body = bodyOf(doc, `c${(n % 5) + 2}`)?.get(0) as Y.XmlElement;
          (body.get(0) as Y.XmlText).insert(0, word);
          const answer = (await socket
            .timeout(4000)
            .emitWithAck("draft:update", { draftId: joined.draftId, update: Y.encodeStateAsUpdate(doc, before) })) as { ok: boolean };
          if (answer.ok) acked.words.push(word);
        }
      } catch {
        /* killed while waiting */
      } finally {
        socket.close();
      }
    };
    const writes = async (alive: () => boolean) => {
      for (let n = 0; alive(); n++) {
        const body = `消息${round}.${n}`;
        if (await ask("POST", `/api/cases/${loan.id}/messages`, mediator, { channel: "joint", body })) acked.messages.push(body);
      }
    };
    const signs = async (alive: () => boolean) => {
      while (alive()) {
        const place = `/api/cases/${property.id}/agreement`,
          view = await ask<{ versionId: string; contentHash: string; signers: { role: string; state: string }[] } | null>(
            "GET",
            place,
            mediator,
          );
        if (!view) {
          await ask("POST", `${place}/freeze`, mediator, {});
          continue;
        }
        const open = signers.filter((_, index) => view.signers[index]?.state === "waiting");
        if (open.length === 0) {
          await ask("POST", `${place}/reopen`, mediator, { versionId: view.versionId, reason: "再来一次" });
          continue;
        }
        const who = open[0] as Seat,
          sent = await ask<{ demoCode: string }>("POST", `${place}/code`, who, {});
        if (
          sent &&
          (await ask("POST", `${place}/signatures`, who, {
            versionId: view.versionId,
            hash: view.contentHash,
            code: sent.demoCode,
            statement: true,
            strokes: STROKES,
          }))
        )
          acked.signatures++;
      }
    };

    for (round = 1; round <= ROUNDS; round++) {
      let alive = true;
      const work = [types(() => alive), writes(() => alive), signs(() => alive)];
      await new Promise<void>((resolve) => setTimeout(resolve, 150 + random() * 1500)); // the moment of the kill is the random thing under test
      alive = false;
      await world.stop("SIGKILL");
      await Promise.all(work);
      await world.start();
    }

    const draft = await ask<{ clauses: { paragraphs: string[] }[] }>("GET", `/api/cases/${loan.id}/draft`, mediator),
      text = JSON.stringify(draft);
    expect(acked.words.filter((word) => !text.includes(word))).toEqual([]);
    const { messages } = (await ask<{ messages: { body: string }[] }>("GET", `/api/cases/${loan.id}/messages`, mediator)) ?? {
        messages: [],
      },
      kept = new Set(messages.map((one) => one.body));
    expect(acked.messages.slice(-2000).filter((body) => !kept.has(body)).length).toBe(0);
    const timeline = async (id: string) =>
      (await ask<{ whole: boolean; entries: { event: string }[] }>("GET", `/api/cases/${id}/timeline`, mediator)) as {
        whole: boolean;
        entries: { event: string }[];
      };
    expect([(await timeline(loan.id)).whole, (await timeline(property.id)).whole]).toEqual([true, true]);
    expect((await timeline(property.id)).entries.filter((one) => one.event === "agreements/signed").length).toBeGreaterThanOrEqual(
      acked.signatures,
    );
    console.log(
      `${engine}: kills ${ROUNDS}; acknowledged and found again: ${acked.words.length} edits, ${acked.messages.length} messages, ${acked.signatures} signatures`,
    );
    expect([acked.words.length > ROUNDS, acked.messages.length > ROUNDS, acked.signatures >= 3]).toEqual([true, true, true]);
    await world.stop();
    await drop();
  },
  900_000,
);

test.each(engines)(
  "a first start that was killed, at any moment, is followed by one that just works, on %s",
  async (engine) => {
    const dataDir = mkdtempSync(path.join(tmpdir(), "yuntiao-first-")),
      { settings, drop } = await databaseFor(engine);
    for (const after of [300, 1200, 2500, 4000]) {
      const child = spawn(process.execPath, ["server/main.ts"], {
        env: { ...process.env, NODE_ENV: "test", MEDIA: "off", DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: "silent", DEMO: "1", ...settings },
        stdio: "ignore",
      });
      const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      setTimeout(() => child.kill("SIGKILL"), after); // the moment of the kill is the thing under test
      await ended;
    }
    const world = await aWorld({ MEDIA: "off", DATA_DIR: dataDir, ...settings }, "site");
    expect(world.demo().cases.map((one) => one.state)).toEqual(["ready", "frozen", "filed", "confirmed"]);
    await world.stop();
    await drop();
  },
  300_000,
);

test("a second start on the same data folder says so and harms nothing", async () => {
  const world = await aWorld({ MEDIA: "off" }, "site");
  await expect(aWorld({ MEDIA: "off", DATA_DIR: world.dataDir }, "site")).rejects.toThrow(/already running/);
  expect((await fetch(`${world.url}/readyz`)).status).toBe(200);
  await world.stop();
}, 120_000);
