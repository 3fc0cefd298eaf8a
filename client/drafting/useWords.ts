import { inWords } from "../../shared/money.ts";

/** An amount in words, or nothing while there is none. */
export const useWords = (fen: number | null): string => (fen === null ? "" : inWords(fen));
