import * as Y from "yjs";
import { bodyOf } from "../../shared/drafting/document.ts";
import { bytesOf } from "../../shared/drafting/updateText.ts";
import type { Database } from "../storage/database.ts";
import { connected, type Seat } from "./house.ts";
import type { CaseWorld } from "./stories.ts";

export type Answer = {
  ok: boolean;
  seq?: number;
  draftId?: string;
  epoch?: number;
  update?: Uint8Array;
  mayEdit?: boolean;
  frozen?: boolean;
  problem?: { code: string };
};

/** One person's editor without a page: joins, keeps a document, sends what it writes. */
export async function anEditor(world: Pick<CaseWorld, "socket" | "caseId">, who: Seat) {
  const socket = world.socket("/drafting", world.caseId, who);
  const refused = await connected(socket);
  if (refused) throw new Error(refused.code);
  const doc = new Y.Doc();
  const ask = (name: string, body: unknown) =>
    socket.timeout(8000).emitWithAck(name, body) as Promise<Answer>;
  const join = () =>
    ask("draft:join", { clientId: doc.clientID, stateVector: Y.encodeStateVector(doc) });
  const joined = await join();
  if (joined.update) Y.applyUpdate(doc, new Uint8Array(joined.update), "server");
  socket.on("draft:updated", ({ update }: { update: string }) =>
    Y.applyUpdate(doc, bytesOf(update), "server"),
  );
  const write = (change: (doc: Y.Doc) => void) => {
    const before = Y.encodeStateVector(doc);
    doc.transact(() => change(doc));
    return ask("draft:update", {
      draftId: joined.draftId,
      update: Y.encodeStateAsUpdate(doc, before),
    });
  };
  return { socket, doc, ask, join, joined, write };
}

/** The words of a paragraph of a clause, as Yjs holds them; the first where none is named. */
export function wordsIn(doc: Y.Doc, clause: string, paragraph = 0): Y.XmlText {
  const text = bodyOf(doc, clause)?.get(paragraph);
  const words = text instanceof Y.XmlElement ? text.get(0) : null;
  if (!(words instanceof Y.XmlText)) throw new Error(`no words in ${clause}`);
  return words;
}

export const say = (clause: string, words: string) => (doc: Y.Doc) =>
  wordsIn(doc, clause).insert(0, words);

/** The same database, with something done around each statement that is written as SQL. */
export function aroundRaw(
  db: Database,
  around: (statement: string, execute: () => Promise<unknown>) => Promise<unknown>,
): Database {
  return new Proxy(db, {
    get(database, name) {
      const value = Reflect.get(database, name) as unknown;
      if (name !== "getExecutor") return typeof value === "function" ? value.bind(database) : value;
      const executor = database.getExecutor();
      return () =>
        new Proxy(executor, {
          get(real, act) {
            const method = Reflect.get(real, act) as unknown;
            if (act !== "executeQuery")
              return typeof method === "function" ? method.bind(real) : method;
            return (...query: Parameters<typeof real.executeQuery>) =>
              around(query[0].sql, () => real.executeQuery(...query));
          },
        });
    },
  });
}
