import { z } from "zod";
import type { Clause } from "../../shared/drafting/clause.ts";
import { clauseSchema } from "../../shared/drafting/clauseSchema.ts";
import { readColumn } from "../storage/column.ts";

const seed: z.ZodType<Clause[]> = z.array(clauseSchema);

/** The clauses an epoch began with. */
export const seedOf = (draft: { id: string; seed: unknown }): Clause[] =>
  readColumn(seed, draft.seed, { table: "draft", column: "seed", row: draft.id });
