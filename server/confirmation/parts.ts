import type { CasePart } from "../../shared/rooms/contract.ts";

/** What of a case is read anew, also at the court, when its application changes. */
export const CONFIRMATION_PARTS: readonly CasePart[] = ["confirmation", "case", "court"];
