import * as Y from "yjs";
import { type Clause, type ClauseFields, type ClauseKind, clauseKinds, emptyFields, type Instalment, isFieldValue } from "./clause.ts";

/**
 * The living text: `order: Y.Array<clauseId>`, `clauses: Y.Map<clauseId, Y.Map{ kind, gone, body: XmlFragment of paragraphs, fields: Y.Map, plan: Y.Array<Y.Map> }>`.
 * Moving, deleting or splitting a clause never touches what somebody types in it.
 */
export const orderOf = (doc: Y.Doc): Y.Array<string> => doc.getArray<string>("order");
export const clausesOf = (doc: Y.Doc): Y.Map<Y.Map<unknown>> => doc.getMap<Y.Map<unknown>>("clauses");

const paragraph = (text: string): Y.XmlElement => {
  const element = new Y.XmlElement("paragraph");
  if (text) element.insert(0, [new Y.XmlText(text)]);
  return element;
};

const row = (instalment: Instalment): Y.Map<unknown> => new Y.Map<unknown>(Object.entries(instalment));

/** Adds a clause at `index` of the order. Every nested type is made here once, so that two people never make it twice. */
export function addClause(doc: Y.Doc, clause: Clause, index = orderOf(doc).length): void {
  doc.transact(() => {
    const body = new Y.XmlFragment();
    body.insert(0, (clause.paragraphs.length ? clause.paragraphs : [""]).map(paragraph));
    const { plan, ...scalars } = clause.fields;
    const rows = new Y.Array<Y.Map<unknown>>();
    rows.insert(0, plan.map(row));
    clausesOf(doc).set(
      clause.id,
      new Y.Map<unknown>([
        ["kind", clause.kind],
        ["gone", false],
        ["body", body],
        ["fields", new Y.Map<unknown>(Object.entries(scalars))],
        ["plan", rows],
      ] as [string, unknown][]),
    );
    orderOf(doc).insert(Math.min(index, orderOf(doc).length), [clause.id]);
  });
}

export const setField = (doc: Y.Doc, clauseId: string, field: Exclude<keyof ClauseFields, "plan">, value: unknown): void =>
  void (clausesOf(doc).get(clauseId)?.get("fields") as Y.Map<unknown> | undefined)?.set(field, value);
export const planOf = (doc: Y.Doc, clauseId: string): Y.Array<Y.Map<unknown>> | undefined =>
  clausesOf(doc).get(clauseId)?.get("plan") as Y.Array<Y.Map<unknown>> | undefined;
export const addInstalment = (doc: Y.Doc, clauseId: string, instalment: Instalment): void => planOf(doc, clauseId)?.push([row(instalment)]);
/** Replaces the instalments of a clause. */
export function setPlan(doc: Y.Doc, clauseId: string, plan: Instalment[]): void {
  const rows = planOf(doc, clauseId);
  if (!rows) return;
  doc.transact(() => {
    rows.delete(0, rows.length);
    rows.insert(0, plan.map(row));
  });
}
export const bodyOf = (doc: Y.Doc, clauseId: string): Y.XmlFragment | undefined =>
  clausesOf(doc).get(clauseId)?.get("body") as Y.XmlFragment | undefined;

/** Replaces the words of a clause, as accepting a proposal does. */
export function setBody(doc: Y.Doc, clauseId: string, paragraphs: string[]): void {
  const body = bodyOf(doc, clauseId);
  if (!body) return;
  doc.transact(() => {
    body.delete(0, body.length);
    body.insert(0, paragraphs.map(paragraph));
  });
}

export function moveClause(doc: Y.Doc, clauseId: string, by: -1 | 1): void {
  const order = orderOf(doc),
    shown = readDocument(doc).map((clause) => clause.id),
    neighbour = shown[shown.indexOf(clauseId) + by];
  if (!shown.includes(clauseId) || neighbour === undefined) return;
  doc.transact(() => {
    // Two moves at once leave an id twice: the next one tidies.
    for (let at = order.length - 1; at >= 0; at--) if (order.get(at) === clauseId) order.delete(at, 1);
    order.insert(order.toArray().indexOf(neighbour) + (by > 0 ? 1 : 0), [clauseId]);
  });
}

export const removeClause = (doc: Y.Doc, clauseId: string): void => void clausesOf(doc).get(clauseId)?.set("gone", true);

export const restoreClause = (doc: Y.Doc, clauseId: string): void => void clausesOf(doc).get(clauseId)?.set("gone", false);
/** Ids of the clauses that stand, in the order of the text. */
export const standingIds = (doc: Y.Doc): string[] =>
  [...new Set(orderOf(doc).toArray())].filter((id) => clausesOf(doc).get(id)?.get("gone") === false);
/** What was removed, in the order of the text; nothing of it is lost. */
export const removedClauses = (doc: Y.Doc): Clause[] =>
  [...new Set(orderOf(doc).toArray())].flatMap((id) => {
    const map = clausesOf(doc).get(id);
    return map?.get("gone") === true ? (readClause(id, map) ?? []) : [];
  });

/** One clause as plain data, or null when its shape is not the agreed one. Reads only: never a converter that writes to the document. */
export function readClause(id: string, map: Y.Map<unknown>): Clause | null {
  const kind = map.get("kind"),
    body = map.get("body"),
    fields = map.get("fields"),
    plan = map.get("plan");
  if (!clauseKinds.includes(kind as ClauseKind) || typeof map.get("gone") !== "boolean" || map.size !== 5) return null;
  if (!(body instanceof Y.XmlFragment) || body instanceof Y.XmlElement || !(fields instanceof Y.Map) || !(plan instanceof Y.Array))
    return null;
  const paragraphs: string[] = [];
  for (const element of body.toArray()) {
    const text = readParagraph(element);
    if (text === null) return null;
    paragraphs.push(text);
  }
  const scalars = readScalars(fields as Y.Map<unknown>),
    rows: Instalment[] = [];
  if (!scalars) return null;
  for (const item of (plan as Y.Array<unknown>).toArray()) {
    if (!(item instanceof Y.Map) || item.size !== 2) return null;
    const amountFen = item.get("amountFen"),
      dueDate = item.get("dueDate");
    if (!isFieldValue.amountFen(amountFen) || !isFieldValue.dueDate(dueDate)) return null;
    rows.push({ amountFen: amountFen as number | null, dueDate: dueDate as string | null });
  }
  return { id, kind: kind as ClauseKind, paragraphs, fields: { ...scalars, plan: rows } };
}

function readParagraph(element: unknown): string | null {
  if (!(element instanceof Y.XmlElement) || element.nodeName !== "paragraph" || Object.keys(element.getAttributes()).length > 0)
    return null;
  let text = "";
  for (const child of element.toArray()) {
    if (!(child instanceof Y.XmlText)) return null;
    const plain = plainText(child);
    if (plain !== null) {
      text += plain;
      continue;
    }
    for (const part of child.toDelta() as { insert: unknown; attributes?: object }[]) {
      if (typeof part.insert !== "string" || (part.attributes && Object.keys(part.attributes).length > 0)) return null;
      text += part.insert;
    }
  }
  return text;
}

/** The words of a text that holds nothing else, at a tenth of the cost of a delta; null where a delta has to be asked. */
function plainText(text: Y.XmlText): string | null {
  let words = "";
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (!(item.content instanceof Y.ContentString)) return null;
    words += item.content.str;
  }
  return words;
}

function readScalars(fields: Y.Map<unknown>): Omit<ClauseFields, "plan"> | null {
  const result: Record<string, unknown> = {};
  for (const [name, check] of Object.entries(isFieldValue)) {
    const value = fields.get(name) ?? null;
    if (!check(value)) return null;
    result[name] = value;
  }
  for (const name of fields.keys()) if (!Object.hasOwn(isFieldValue, name)) return null;
  return result as Omit<ClauseFields, "plan">;
}

/** The clauses in order, each once, those marked gone left out. A clause with a wrong shape is left out too; the gate never lets one in. */
export function readDocument(doc: Y.Doc): Clause[] {
  const result: Clause[] = [];
  for (const id of new Set(orderOf(doc).toArray())) {
    const map = clausesOf(doc).get(id);
    const clause = map?.get("gone") === false ? readClause(id, map) : null;
    if (clause) result.push(clause);
  }
  return result;
}

/** A fresh epoch's document, seeded from plain clauses. The fixed client id makes the seed the same bytes on every process. */
export function seedDocument(clauses: Clause[]): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 1;
  for (const clause of clauses) addClause(doc, { ...clause, fields: { ...emptyFields, ...clause.fields } });
  return doc;
}
