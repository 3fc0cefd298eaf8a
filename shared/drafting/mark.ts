import { type Mark, markAt } from "../cases/mark.ts";

/** Whether the text can be written on. */
export const draftStates = ["open", "frozen"] as const;
export type DraftState = (typeof draftStates)[number];

/**
 * R-S3. What drafting says of a case. Who agrees to which clause changes with every letter and is
 * asked of the text.
 */
export const markOfDraft = (state: DraftState): Mark<DraftState> => markAt(state);
