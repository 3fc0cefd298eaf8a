import * as Y from "yjs";
import { emptyFields } from "../../shared/drafting/clause.ts";
import { bodyOf, clausesOf, seedDocument } from "../../shared/drafting/document.ts";
import { Gate, type Knowledge, type Verdict, type Writer } from "../drafting/gate.ts";

export const writer: Writer = { personId: "p", name: "甲", leads: false, mayEdit: true };

export const know = (locked: string[] = []): Knowledge => ({
  locked: new Set(locked),
  parties: new Set(["payer-1", "payee-1"]),
});

export const judge = (
  doc: Y.Doc,
  update: Uint8Array,
  who = writer,
  own: (id: number) => boolean = () => true,
  locked: string[] = [],
): Verdict =>
  new Gate(Y.encodeStateAsUpdate(doc)).judge(
    { update, writer: who, isOwnClient: own },
    know(locked),
  );

export const copy = (doc: Y.Doc) => {
  const made = new Y.Doc();
  Y.applyUpdate(made, Y.encodeStateAsUpdate(doc));
  return made;
};

export const base = () =>
  seedDocument([{ id: "c1", kind: "free", paragraphs: ["双方同意。"], fields: emptyFields }]);

/** What one edit looks like to the gate. */
export function edit(
  change: (doc: Y.Doc) => void,
  options: { writer?: Writer; own?: (id: number) => boolean; locked?: string[] } = {},
) {
  const server = base();
  const client = copy(server);
  const before = Y.encodeStateVector(client);
  client.transact(() => change(client));
  return judge(
    copy(server),
    Y.encodeStateAsUpdate(client, before),
    options.writer ?? writer,
    options.own,
    options.locked,
  );
}

export const paragraphOf = (doc: Y.Doc) => bodyOf(doc, "c1")?.get(0) as Y.XmlElement,
  textOf = (doc: Y.Doc) => paragraphOf(doc).get(0) as Y.XmlText,
  mapOf = (doc: Y.Doc) => clausesOf(doc).get("c1") as Y.Map<unknown>,
  fieldsOf = (doc: Y.Doc) => mapOf(doc).get("fields") as Y.Map<unknown>;
