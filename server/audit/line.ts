import { z } from "zod";
import { readTextColumn } from "../storage/column.ts";

const line = z.looseObject({
  caseId: z.string(),
  seq: z.number(),
  at: z.string(),
  actor: z.string(),
  /** Lines written before ids were recorded have none. */
  actorId: z.string().exactOptional(),
  event: z.string(),
  about: z.record(z.string(), z.union([z.string(), z.number()])),
});

type Line = z.infer<typeof line>;

/**
 * What a line of a case's record says; null where the text is none. The text is hashed, and may
 * come from outside.
 */
export function lineOf(text: string): Line | null {
  try {
    return line.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The same of a line that stands in the record, where anything else is a fault. */
export const readLine = (row: { case_id: string; seq: number; text: string }): Line =>
  readTextColumn(line, row.text, {
    table: "audit_entry",
    column: "text",
    row: `${row.case_id}/${row.seq}`,
  });
