import { z } from "zod";
import { tidyClause, tidyLine, tidyLines, tidyTalk } from "./drafting/textPolicy.ts";

/**
 * R-D1. Every text that a person types comes in through one of these; a test walks all schemas and
 * finds what doesn't.
 */
export const typed = {
  /** A name, a title, an address: one line. */
  line: (max: number) => z.string().overwrite(tidyLine).trim().max(max),
  /** Facts, reasons, notes: paragraphs kept. */
  lines: (max: number) => z.string().overwrite(tidyLines).trim().max(max),
  /** Words that may become a clause. */
  clause: (max: number) => z.string().overwrite(tidyClause).trim().max(max),
  /** Messages and comments. */
  talk: (max: number) => z.string().overwrite(tidyTalk).trim().max(max),
};
