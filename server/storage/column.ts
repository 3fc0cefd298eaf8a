import type { z } from "zod";
import type { Tables } from "./tables.ts";

/** Where a value stands; `row` is the id by which the row is found again. */
export type ColumnPlace = { table: keyof Tables; column: string; row: string };

/**
 * What a column holds is not what was written there: a fault of the product or a foreign hand,
 * never of who asks.
 */
export class WrongShape extends Error {
  constructor(place: ColumnPlace, what: string) {
    super(`${place.table}.${place.column} of row ${place.row} has the wrong shape: ${what}`);
  }
}

/**
 * What a column holds, as its schema says.
 *
 * @throws WrongShape naming table, column and row, and the place within the value; never the value
 */
export function readColumn<T>(schema: z.ZodType<T>, value: unknown, place: ColumnPlace): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const told = read.error.issues.slice(0, 3);
  throw new WrongShape(
    place,
    told.map(({ path, code }) => `${path.join(".") || "itself"} (${code})`).join(", "),
  );
}

/** The same of a column that keeps JSON as text, because the text itself is hashed. */
export function readTextColumn<T>(schema: z.ZodType<T>, text: string, place: ColumnPlace): T {
  return readColumn(schema, jsonOf(text, place), place);
}

function jsonOf(text: string, place: ColumnPlace): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WrongShape(place, "no JSON");
  }
}
