import type { CasePart } from "../../shared/rooms/contract.ts";

/** What of a case is read anew when its agreement changes. */
export const AGREEMENT_PARTS: readonly CasePart[] = ["agreement", "draft", "case"];
