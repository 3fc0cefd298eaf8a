import { isFieldValue, MAX_CLAUSES, MAX_INSTALMENTS } from "./clause.ts";

/** R-D30. The places of the shared document. Whatever a person sends stands in one of them or is refused. */
export type Place = "order" | "clauses" | "clause" | "body" | "paragraph" | "text" | "fields" | "plan" | "row";

/** What a place may be given: plain values, words, or one kind of nested type, which is then a place itself. */
export type Held = "values" | "words" | Place;
const own = (record: object, key: string) => Object.hasOwn(record, key);
const clauseParts: Record<string, Held> = { kind: "values", gone: "values", body: "body", fields: "fields", plan: "plan" };
const rowFields: Record<string, Held> = { amountFen: "values", dueDate: "values" };

/** R-D30. What may be put into `place`, under `key` where the place has keys; null: nothing. */
export function allowedIn(place: Place, key: string | null): Held | null {
  if (place === "clauses") return isClauseId(key) ? "clause" : null;
  if (place === "clause") return key !== null && own(clauseParts, key) ? (clauseParts[key] as Held) : null;
  if (place === "fields") return key !== null && own(isFieldValue, key) ? "values" : null;
  if (place === "row") return key !== null && own(rowFields, key) ? "values" : null;
  if (key !== null) return null; // an attribute, where only children belong
  return ({ order: "values", body: "paragraph", paragraph: "text", text: "words", plan: "row" } as const)[place];
}

/** R-D31. A clause's id: short, plain, and no name that every object has. */
export const isClauseId = (value: unknown): value is string =>
  typeof value === "string" && /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(value) && !(value in {});

/** R-D32. How much one draft may hold, removed clauses, deleted words and everybody's pages counted. No honest draft comes near. */
export const BOUNDS = {
  clauses: MAX_CLAUSES,
  keptClauses: MAX_CLAUSES * 3,
  /** Honest moves at the same moment leave an id twice in the order; no more than this. */
  order: MAX_CLAUSES * 6,
  paragraphs: 200,
  instalments: MAX_INSTALMENTS,
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
export const partyFields = ["payer", "payee"] as const;
export const isPartyField = (name: string): boolean => (partyFields as readonly string[]).includes(name);
