import type { Parts } from "../parts.ts";

/** Everybody who looks at the case, and the court, looks again. */
export function tellConfirmation(parts: Pick<Parts, "tell">, caseId: string): void {
  for (const part of ["confirmation", "case", "court"] as const) parts.tell(caseId, part);
}
