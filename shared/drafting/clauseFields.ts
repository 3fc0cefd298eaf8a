import { type Day, isDay } from "../day.ts";
import { isFen } from "../money.ts";

/** What a single value is, and how it stands in plain data; null: not filled in yet. */
type Values = {
  /** The id of a party of the case (R-D33). */
  party: string | null;
  /** Fen (R-M1). */
  money: number | null;
  day: Day | null;
  /** Words that a person typed: R-D1 holds for them, and whoever prints them must have ink. */
  words: string | null;
};

/**
 * A single value. `label` is the locale key of what pages call it; `hint`, of what stands in the
 * empty box; `most`, in UTF-16 units, how long words may be.
 */
export type ScalarField = { label: string; hint?: string } & (Plain | Words);
type Plain = { holds: Exclude<keyof Values, "words"> };
type Words = { holds: "words"; most: number };

/** One column of a list; `labelOf` is the locale key of the one in row `n`, counted from 1. */
export type Cell = ScalarField & { labelOf: string };

/** A list of at most `most` rows; `label` is the locale key of what row `n` is called. */
export type RowsField = {
  label: string;
  holds: "rows";
  most: number;
  cells: Readonly<Record<string, Cell>>;
};

export type Field = ScalarField | RowsField;
export type FieldTable = Readonly<Record<string, Field>>;

/**
 * The typed fields of a clause, in the order in which they are stored and told. Gate, document,
 * checks, coverage of characters, editor and given-back words walk this table, so that a field
 * is not forgotten by any of them. Amounts in words are derived and never stored.
 */
export const clauseFields = {
  payer: { holds: "party", label: "drafting.payer" },
  payee: { holds: "party", label: "drafting.payee" },
  amountFen: { holds: "money", label: "drafting.amount" },
  dueDate: { holds: "day", label: "drafting.due" },
  account: {
    holds: "words",
    most: 200,
    label: "drafting.account",
    hint: "drafting.accountHint",
  },
  plan: {
    holds: "rows",
    most: 60,
    label: "drafting.term",
    cells: {
      amountFen: { holds: "money", label: "drafting.amount", labelOf: "drafting.amountOf" },
      dueDate: { holds: "day", label: "drafting.due", labelOf: "drafting.dueOf" },
    },
  },
} as const satisfies FieldTable;

type RowOf<Cells extends RowsField["cells"]> = {
  -readonly [Name in keyof Cells]: Values[Cells[Name]["holds"]];
};

type ValueOf<F> = F extends RowsField ? RowOf<F["cells"]>[] : ScalarOf<F>;
type ScalarOf<F> = F extends ScalarField ? Values[F["holds"]] : never;

/** The plain data that a table of fields describes. */
export type FieldsOf<Table extends FieldTable> = {
  -readonly [Name in keyof Table]: ValueOf<Table[Name]>;
};

function isWords(value: unknown, most: number): boolean {
  return typeof value === "string" && value.length <= most;
}

/** An id is short; whether it names a party of the case is R-D33's to say. */
const MOST_OF_AN_ID = 64;

/** R-D2. Whether a field may hold this value; undefined is none, null is. */
export function isValueOf(field: ScalarField, value: unknown): boolean {
  if (value === null) return true;
  switch (field.holds) {
    case "party":
      return isWords(value, MOST_OF_AN_ID);
    case "money":
      return isFen(value);
    case "day":
      return isDay(value);
    case "words":
      return isWords(value, field.most);
  }
}
