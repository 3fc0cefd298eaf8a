import * as Y from "yjs";
import type { Clause, ClauseFields, ClauseKind } from "./clause.ts";
import { clauseKinds, emptyFields } from "./clause.ts";
import { isValueOf } from "./clauseFields.ts";
import type { RowsName, ScalarName } from "./eachField.ts";
import { cellsOf, emptyRow, rowsNames, scalarField, scalarNames } from "./eachField.ts";

/**
 * The living text: `order: Y.Array<clauseId>`, `clauses: Y.Map<clauseId, Y.Map{ kind, gone, body:
 * XmlFragment of paragraphs, fields: Y.Map, plan: Y.Array<Y.Map> }>`. `fields` holds the single
 * values of the table of fields, each list of it stands beside them. Moving, deleting or splitting
 * a clause never touches what somebody types in it.
 */
export const orderOf = (doc: Y.Doc): Y.Array<string> => doc.getArray<string>("order");

export const clausesOf = (doc: Y.Doc): Y.Map<Y.Map<unknown>> =>
  doc.getMap<Y.Map<unknown>>("clauses");

const paragraph = (text: string): Y.XmlElement => {
  const element = new Y.XmlElement("paragraph");
  if (text) element.insert(0, [new Y.XmlText(text)]);
  return element;
};

const rowOf = (name: RowsName, row: ClauseFields[RowsName][number]): Y.Map<unknown> =>
  new Y.Map<unknown>(Object.entries({ ...emptyRow(name), ...row }));

/** kind, gone, body and fields, and every list. */
const PARTS_OF_A_CLAUSE = 4 + rowsNames.length;

/**
 * Adds a clause at `index` of the order. Every nested type is made here once, so that two people
 * never make it twice.
 */
export function addClause(doc: Y.Doc, clause: Clause, index = orderOf(doc).length): void {
  doc.transact(() => {
    const body = new Y.XmlFragment();
    body.insert(0, (clause.paragraphs.length ? clause.paragraphs : [""]).map(paragraph));
    // What was kept before a field existed lacks it.
    const fields = { ...emptyFields, ...clause.fields };
    const rowsIn = (name: RowsName) => fields[name].map((row) => rowOf(name, row));
    clausesOf(doc).set(
      clause.id,
      new Y.Map<unknown>([
        ["kind", clause.kind],
        ["gone", false],
        ["body", body],
        ["fields", new Y.Map<unknown>(scalarNames.map((name) => [name, fields[name]]))],
        ...rowsNames.map((name) => [name, Y.Array.from(rowsIn(name))]),
      ] as [string, unknown][]),
    );
    orderOf(doc).insert(Math.min(index, orderOf(doc).length), [clause.id]);
  });
}

/** Fills in a single value; one of a wrong type is refused at the gate (R-D2). */
export const setField = (doc: Y.Doc, clauseId: string, field: ScalarName, value: unknown): void =>
  void (clausesOf(doc).get(clauseId)?.get("fields") as Y.Map<unknown> | undefined)?.set(
    field,
    value,
  );

type LiveRows = Y.Array<Y.Map<unknown>>;

/** The rows of a list as they live in the document; undefined: there is no such clause. */
export const rowsOf = (doc: Y.Doc, clauseId: string, name: RowsName): LiveRows | undefined =>
  clausesOf(doc).get(clauseId)?.get(name) as LiveRows | undefined;

/** Adds an empty row at the end of a list. */
export const addRow = (doc: Y.Doc, clauseId: string, name: RowsName): void =>
  rowsOf(doc, clauseId, name)?.push([rowOf(name, emptyRow(name))]);

/** Replaces the rows of a list. */
export function setRows(
  doc: Y.Doc,
  clauseId: string,
  name: RowsName,
  rows: ClauseFields[RowsName],
): void {
  const live = rowsOf(doc, clauseId, name);
  if (!live) return;
  doc.transact(() => {
    live.delete(0, live.length);
    live.insert(
      0,
      rows.map((row) => rowOf(name, row)),
    );
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
  const order = orderOf(doc);
  const shown = readDocument(doc).map((clause) => clause.id);
  const neighbour = shown[shown.indexOf(clauseId) + by];
  if (!shown.includes(clauseId) || neighbour === undefined) return;
  doc.transact(() => {
    // Two moves at once leave an id twice: the next one tidies.
    for (let at = order.length - 1; at >= 0; at--)
      if (order.get(at) === clauseId) order.delete(at, 1);
    order.insert(order.toArray().indexOf(neighbour) + (by > 0 ? 1 : 0), [clauseId]);
  });
}

export const removeClause = (doc: Y.Doc, clauseId: string): void =>
  void clausesOf(doc).get(clauseId)?.set("gone", true);

export const restoreClause = (doc: Y.Doc, clauseId: string): void =>
  void clausesOf(doc).get(clauseId)?.set("gone", false);

/** Ids of the clauses that stand, in the order of the text. */
export const standingIds = (doc: Y.Doc): string[] =>
  [...new Set(orderOf(doc).toArray())].filter(
    (id) => clausesOf(doc).get(id)?.get("gone") === false,
  );

/** What was removed, in the order of the text; nothing of it is lost. */
export const removedClauses = (doc: Y.Doc): Clause[] =>
  [...new Set(orderOf(doc).toArray())].flatMap((id) => {
    const map = clausesOf(doc).get(id);
    return map?.get("gone") === true ? (readClause(id, map) ?? []) : [];
  });

/**
 * One clause as plain data, or null when its shape is not the agreed one. Reads only: never a
 * converter that writes to the document.
 */
export function readClause(id: string, map: Y.Map<unknown>): Clause | null {
  const kind = map.get("kind");
  const body = map.get("body");
  if (!clauseKinds.includes(kind as ClauseKind)) return null;
  if (typeof map.get("gone") !== "boolean" || map.size !== PARTS_OF_A_CLAUSE) return null;
  if (!(body instanceof Y.XmlFragment) || body instanceof Y.XmlElement) return null;
  const paragraphs: string[] = [];
  for (const element of body.toArray()) {
    const text = readParagraph(element);
    if (text === null) return null;
    paragraphs.push(text);
  }
  const fields = readFields(map);
  return fields && { id, kind: kind as ClauseKind, paragraphs, fields };
}

function readParagraph(element: unknown): string | null {
  if (
    !(element instanceof Y.XmlElement) ||
    element.nodeName !== "paragraph" ||
    Object.keys(element.getAttributes()).length > 0
  )
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
      if (
        typeof part.insert !== "string" ||
        (part.attributes && Object.keys(part.attributes).length > 0)
      )
        return null;
      text += part.insert;
    }
  }
  return text;
}

/**
 * The words of a text that holds nothing else, at a tenth of the cost of a delta; null where a
 * delta has to be asked.
 */
function plainText(text: Y.XmlText): string | null {
  let words = "";
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (!(item.content instanceof Y.ContentString)) return null;
    words += item.content.str;
  }
  return words;
}

/** R-D2. Every field of the table, or null when one has a wrong type or stands there uncalled. */
function readFields(clause: Y.Map<unknown>): ClauseFields | null {
  const scalars = clause.get("fields");
  if (!(scalars instanceof Y.Map)) return null;
  const result: Record<string, unknown> = {};
  for (const name of scalarNames) {
    const value: unknown = scalars.get(name) ?? null;
    if (!isValueOf(scalarField(name), value)) return null;
    result[name] = value;
  }
  for (const name of scalars.keys()) if (!scalarNames.includes(name as ScalarName)) return null;
  for (const name of rowsNames) {
    const rows = readRows(name, clause.get(name));
    if (!rows) return null;
    result[name] = rows;
  }
  return result as ClauseFields;
}

function readRows(name: RowsName, list: unknown): Record<string, unknown>[] | null {
  if (!(list instanceof Y.Array)) return null;
  const cells = cellsOf(name);
  const rows: Record<string, unknown>[] = [];
  for (const row of list.toArray() as unknown[]) {
    if (!(row instanceof Y.Map) || row.size !== cells.length) return null;
    const values: Record<string, unknown> = {};
    for (const [cell, field] of cells) {
      values[cell] = row.get(cell);
      if (!isValueOf(field, values[cell])) return null;
    }
    rows.push(values);
  }
  return rows;
}

/**
 * The clauses in order, each once, those marked gone left out. A clause with a wrong shape is left
 * out too; the gate never lets one in.
 */
export function readDocument(doc: Y.Doc): Clause[] {
  const result: Clause[] = [];
  for (const id of new Set(orderOf(doc).toArray())) {
    const map = clausesOf(doc).get(id);
    const clause = map?.get("gone") === false ? readClause(id, map) : null;
    if (clause) result.push(clause);
  }
  return result;
}

/**
 * A fresh epoch's document, seeded from plain clauses. The fixed client id makes the seed the same
 * bytes on every process.
 */
export function seedDocument(clauses: Clause[]): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 1;
  for (const clause of clauses) addClause(doc, clause);
  return doc;
}
