import { MAX_CLAUSES } from "./clause.ts";
import type { ScalarField } from "./clauseFields.ts";
import { cellsOf, type RowsName, rowsNames, scalarField, scalarNames } from "./eachField.ts";

/**
 * R-D30. The places of the shared document. Whatever a person sends stands in one of them or is
 * refused. A list stands in its clause under its own name ("plan"), with rows in it ("plan.row").
 */
export type Place = Fixed | RowsName | `${RowsName}.row`;
type Fixed = "order" | "clauses" | "clause" | "body" | "paragraph" | "text" | "fields";

/**
 * What a place may be given: plain values, words, or one kind of nested type, which is then a place
 * itself.
 */
export type Held = "values" | "words" | Place;

const clauseParts = new Map<string, Held>([
  ["kind", "values"],
  ["gone", "values"],
  ["body", "body"],
  ["fields", "fields"],
  ...rowsNames.map((name) => [name, name] as const),
]);

const children = new Map<Place, Held>([
  ["order", "values"],
  ["body", "paragraph"],
  ["paragraph", "text"],
  ["text", "words"],
  ...rowsNames.map((name) => [name, `${name}.row`] as const),
]);

/** The places whose keys are names of the table of fields. */
const tables = new Map<Place, ReadonlyMap<string, ScalarField>>([
  ["fields", new Map(scalarNames.map((name) => [name, scalarField(name)]))],
  ...rowsNames.map((name) => [`${name}.row`, new Map(cellsOf(name))] as const),
]);

/** R-D30. The field whose value stands in `place` under `key`; null: none does. */
export function fieldAt(place: Place, key: string | null): ScalarField | null {
  return tables.get(place)?.get(key ?? "") ?? null;
}

/** R-D30. What may be put into `place`, under `key` where the place has keys; null: nothing. */
export function allowedIn(place: Place, key: string | null): Held | null {
  if (place === "clauses") return isClauseId(key) ? "clause" : null;
  if (place === "clause") return clauseParts.get(key ?? "") ?? null;
  if (tables.has(place)) return fieldAt(place, key) ? "values" : null;
  if (key !== null) return null; // an attribute, where only children belong
  return children.get(place) ?? null;
}

/** R-D31. A clause's id: short, plain, and no name that every object has. */
export const isClauseId = (value: unknown): value is string =>
  typeof value === "string" && /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(value) && !(value in {});

/**
 * R-D32. How much one draft may hold, removed clauses, deleted words and everybody's pages counted.
 * No honest draft comes near.
 */
export const BOUNDS = {
  clauses: MAX_CLAUSES,
  keptClauses: MAX_CLAUSES * 3,
  /** Honest moves at the same moment leave an id twice in the order; no more than this. */
  order: MAX_CLAUSES * 6,
  paragraphs: 200,
  /** All clauses together, removed ones too. */
  characters: 200_000,
  /** Pieces of the log that Yjs keeps, deleted ones too: of everybody, and of one person. */
  pieces: 100_000,
  piecesOfOne: 40_000,
  /** Pages of one person that have written in one draft. */
  clientsOfOne: 1000,
} as const;

/** R-D33. Whom a clause may name: the parties of the case, or nobody yet. */
export const namesAParty = (value: unknown, parties: ReadonlySet<string>): boolean =>
  value === null || (typeof value === "string" && parties.has(value));
