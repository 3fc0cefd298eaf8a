import { type ClauseFields, emptyFields } from "./clause.ts";
import { type Cell, clauseFields, type ScalarField } from "./clauseFields.ts";

export type FieldName = keyof ClauseFields;

/** The fields that hold a list of rows. */
export type RowsName = {
  [Name in FieldName]: ClauseFields[Name] extends unknown[] ? Name : never;
}[FieldName];

/** The fields that hold a single value. */
export type ScalarName = Exclude<FieldName, RowsName>;

/** A party's id, fen, a day or words; null: not filled in yet. */
export type Value = string | number | null;
type Row = Readonly<Record<string, Value>>;

export function isRowsName(name: FieldName): name is RowsName {
  return clauseFields[name].holds === "rows";
}

const isScalarName = (name: FieldName): name is ScalarName => !isRowsName(name);

/** The names of the table, in its order: of every field, of the lists, of the single values. */
export const fieldNames = Object.keys(clauseFields) as FieldName[];
export const rowsNames = fieldNames.filter(isRowsName);
export const scalarNames = fieldNames.filter(isScalarName);

/** What the table says of a single value. */
export const scalarField = (name: ScalarName): ScalarField => clauseFields[name];

/** The columns of a list, in order. */
export function cellsOf(name: RowsName): [cell: string, field: Cell][] {
  return Object.entries(clauseFields[name].cells);
}

/** A row of a list before anybody has filled it in. */
export const emptyRow = <Name extends RowsName>(name: Name): ClauseFields[Name][number] =>
  Object.fromEntries(cellsOf(name).map(([cell]) => [cell, null])) as ClauseFields[Name][number];

/** One value of a clause; `at` is its place as findings name it: "account", "plan.0". */
export type ValueAt = { at: string; field: ScalarField; value: Value };

/** The values of row `index` of a list, with the names of their columns, in order. */
export const valuesOfRow = (name: RowsName, row: Row, index: number) =>
  cellsOf(name).map(([cell, field]) => ({
    at: `${name}.${index}`,
    cell,
    field,
    value: row[cell] ?? null,
  }));

/** Every value of a clause, empty ones too; what was kept before a field existed lacks it. */
export function eachValue(kept: ClauseFields): ValueAt[] {
  const fields = { ...emptyFields, ...kept };
  return fieldNames.flatMap((name): ValueAt[] => {
    if (!isRowsName(name)) return [{ at: name, field: scalarField(name), value: fields[name] }];
    return fields[name].flatMap((row, index) => valuesOfRow(name, row, index));
  });
}

const holdsWords = ({ holds }: ScalarField): boolean => holds === "words";

// Found once: the gate asks for them at every edit.
const typedNames = scalarNames.filter((name) => holdsWords(scalarField(name)));

const typedCells = rowsNames.flatMap((name) => {
  const typed = cellsOf(name).filter(([, field]) => holdsWords(field));
  return typed.map(([cell]) => ({ name, cell }));
});

/** R-D1. The words a person typed into fields: text policy and coverage of characters walk them. */
export function typedWordsIn(fields: ClauseFields): string[] {
  const single: unknown[] = typedNames.map((name) => fields[name]);
  const inRows = typedCells.flatMap(({ name, cell }) => fields[name].map((row: Row) => row[cell]));
  return [...single, ...inRows].filter((value) => typeof value === "string");
}

/** Whether a field holds anything: a value, or a row even if nothing stands in it. */
export function isFilled(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== null && value !== undefined;
}
