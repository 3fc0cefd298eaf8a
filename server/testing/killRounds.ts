import { EventEmitter, once } from "node:events";
import { io } from "socket.io-client";
import * as Y from "yjs";
import { aWorld, type World } from "../../e2e/world.ts";
import { bodyOf } from "../../shared/drafting/document.ts";
import { DEMO_PASSWORD } from "../demo/staff.ts";
import { openDatabase } from "../storage/database.ts";
import { databaseFor } from "./databases.ts";
import type { Seat } from "./house.ts";
import { STROKES } from "./stories.ts";

const cookies = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");

/** Small asks against a server that may die at any moment: null is "no answer", never "no". */
function asking(world: World) {
  const ask = async <T>(
    method: string,
    place: string,
    who: Seat | null,
    body?: unknown,
  ): Promise<T | null> => {
    const response = await fetch(world.url + place, {
      method,
      headers: {
        "content-type": "application/json",
        ...(who?.seat ? { "x-seat": who.seat } : {}),
        ...(who ? { cookie: who.cookie } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => null);
    return response?.ok ? ((await response.json().catch(() => null)) as T | null) : null;
  };
  const byLink = async (url: string): Promise<Seat> => {
    const token = url.split("/").at(-1) as string;
    const sent = await ask<{ demoCode: string }>("POST", `/api/entry/${token}/code`, null, {});
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

/** Every message as the database holds it, read once the server has ended. */
async function storedMessages(dataDir: string, url: string | undefined): Promise<Set<string>> {
  const db = await openDatabase({ dataDir, url });
  const rows = await db.selectFrom("message").select("body").execute();
  await db.destroy();
  return new Set(rows.map((row) => row.body));
}

type Counts = { edits: number; messages: number; signatures: number };

/** Who works on a site that is killed, and what was acknowledged so far. */
type Site = {
  url: string;
  ask: ReturnType<typeof asking>["ask"];
  loanId: string;
  propertyId: string;
  mediator: Seat;
  signers: Seat[];
  round: number;
  acked: { words: string[]; messages: string[]; signatures: number };
  underWay: EventEmitter;
};

/** Types words of this round until the server dies. */
async function types(site: Site, alive: () => boolean): Promise<void> {
  const { url, loanId, mediator, acked, underWay } = site;
  const socket = io(`${url}/drafting`, {
    auth: { caseId: loanId, language: "en" },
    extraHeaders: { cookie: mediator.cookie },
    forceNew: true,
    reconnection: false,
  });
  const doc = new Y.Doc();
  try {
    const joined = (await socket.timeout(4000).emitWithAck("draft:join", {
      clientId: doc.clientID,
      stateVector: Y.encodeStateVector(doc),
    })) as {
      ok: boolean;
      draftId: string;
      update: Uint8Array;
    };
    Y.applyUpdate(doc, new Uint8Array(joined.update));
    for (let n = 0; alive(); n++) {
      const word = `〔${site.round}.${n}〕`;
      const before = Y.encodeStateVector(doc);
      const body = bodyOf(doc, `c${(n % 5) + 2}`)?.get(0) as Y.XmlElement;
      (body.get(0) as Y.XmlText).insert(0, word);
      const answer = (await socket.timeout(4000).emitWithAck("draft:update", {
        draftId: joined.draftId,
        update: Y.encodeStateAsUpdate(doc, before),
      })) as { ok: boolean };
      if (answer.ok) {
        acked.words.push(word);
        underWay.emit("edit");
      }
    }
  } catch {
    /* killed while waiting */
  } finally {
    socket.close();
  }
}

/** Writes messages of this round until the server dies. */
async function writes(site: Site, alive: () => boolean): Promise<void> {
  const { ask, loanId, mediator, acked, underWay } = site;
  for (let n = 0; alive(); n++) {
    const body = `消息${site.round}.${n}`;
    if (await ask("POST", `/api/cases/${loanId}/messages`, mediator, { channel: "joint", body })) {
      acked.messages.push(body);
      underWay.emit("message");
    }
  }
}

/** Freezes, signs and opens a text again, over and over, until the server dies. */
async function signs(site: Site, alive: () => boolean): Promise<void> {
  const { ask, propertyId, mediator, signers, acked } = site;
  while (alive()) {
    const place = `/api/cases/${propertyId}/agreement`;
    const view = await ask<{
      versionId: string;
      contentHash: string;
      signers: { role: string; state: string }[];
    } | null>("GET", place, mediator);
    if (!view) {
      await ask("POST", `${place}/freeze`, mediator, {});
      continue;
    }
    const open = signers.filter((_, index) => view.signers[index]?.state === "waiting");
    if (open.length === 0) {
      await ask("POST", `${place}/reopen`, mediator, {
        versionId: view.versionId,
        reason: "再来一次",
      });
      continue;
    }
    const who = open[0] as Seat;
    const sent = await ask<{ demoCode: string }>("POST", `${place}/code`, who, {});
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
}

/**
 * Kills a real server again and again, at random moments of random work, and reads afterwards
 * whether everything that was acknowledged is there. Seeded; every start is a server's own start.
 */
export async function killRounds(
  engine: "embedded" | "postgres",
  rounds: number,
): Promise<{ acknowledged: Counts; lost: Counts; chainsWhole: boolean }> {
  const { settings, drop } = await databaseFor(engine);
  const world = await aWorld({ MEDIA: "off", ...settings }, "site");
  const { ask, byLink, staff } = asking(world);
  const loan = world.demo().cases[0];
  const property = world.demo().cases[1];
  if (!loan || !property) throw new Error("no demo cases");
  const mediator = await staff("mediator@yuntiao.example");
  const signers = [
    await byLink(property.parties[0]?.joinUrl as string),
    await byLink(property.parties[1]?.joinUrl as string),
  ];
  const site: Site = {
    url: world.url,
    ask,
    loanId: loan.id,
    propertyId: property.id,
    mediator,
    signers,
    round: 0,
    acked: { words: [], messages: [], signatures: 0 },
    underWay: new EventEmitter(),
  };
  const { acked, underWay } = site;
  let seed = 20261121;
  const random = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };

  for (site.round = 1; site.round <= rounds; site.round++) {
    let alive = true;
    const going = Promise.all(
      ["edit", "message"].map((what) =>
        once(underWay, what, { signal: AbortSignal.timeout(20_000) }),
      ),
    );
    const work = [types, writes, signs].map((does) => does(site, () => alive));
    await going; // people are at work; from then on the moment of the kill is the random thing under test
    await new Promise<void>((resolve) => setTimeout(resolve, random() * 1200));
    alive = false;
    await world.stop("SIGKILL");
    await Promise.all(work);
    await world.start();
  }

  const draft = await ask<{ clauses: { paragraphs: string[] }[] }>(
    "GET",
    `/api/cases/${loan.id}/draft`,
    mediator,
  );
  const text = JSON.stringify(draft);
  const lostEdits = acked.words.filter((word) => !text.includes(word)).length;
  type Timeline = { whole: boolean; entries: { event: string }[] };
  const timeline = async (id: string) =>
    (await ask<Timeline>("GET", `/api/cases/${id}/timeline`, mediator)) as Timeline;
  const [ofLoan, ofProperty] = [await timeline(loan.id), await timeline(property.id)];
  const signed = ofProperty.entries.filter((one) => one.event === "agreements/signed").length;
  await world.stop();
  const kept = await storedMessages(world.dataDir, settings.DATABASE_URL);
  const lostMessages = acked.messages.filter((body) => !kept.has(body)).length;
  await drop();
  return {
    acknowledged: {
      edits: acked.words.length,
      messages: acked.messages.length,
      signatures: acked.signatures,
    },
    lost: {
      edits: lostEdits,
      messages: lostMessages,
      signatures: Math.max(0, acked.signatures - signed),
    },
    chainsWhole: ofLoan.whole && ofProperty.whole,
  };
}
