import { z } from "zod";
import { type ClauseFields, clauseKinds, emptyFields } from "./clause.ts";
import { isValueOf, type ScalarField } from "./clauseFields.ts";
import { cellsOf, fieldNames, isRowsName, scalarField } from "./eachField.ts";

const value = (field: ScalarField) => z.custom((given) => isValueOf(field, given));

const row = (cells: [string, ScalarField][]) =>
  z.looseObject(
    Object.fromEntries(cells.map(([name, field]) => [name, value(field).default(null)])),
  );

const shape = z.looseObject(
  Object.fromEntries(
    fieldNames.map((name) => [
      name,
      isRowsName(name)
        ? z.array(row(cellsOf(name))).default([])
        : value(scalarField(name)).default(null),
    ]),
  ),
);

/**
 * A clause's fields as they are kept. What was kept before a field existed lacks it, and reads as
 * not filled in.
 */
const fields = z.custom<ClauseFields>((given) => shape.safeParse(given).success);

/** A clause as it is kept outside the living document: in a draft's seed and in a frozen text. */
export const clauseSchema = z.looseObject({
  id: z.string(),
  kind: z.enum(clauseKinds),
  paragraphs: z.array(z.string()),
  fields: fields.transform((kept) => ({ ...emptyFields, ...kept })),
});
