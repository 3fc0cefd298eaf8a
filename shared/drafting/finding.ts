import type { Clause } from "./clause.ts";
import type { Named } from "./sentence.ts";
import type { PartyBefore, PersonBefore } from "./people.ts";

export type FindingCode =
  | "no-clause"
  | "empty-clause"
  | "payer-missing"
  | "payee-missing"
  | "amount-missing"
  | "due-missing"
  | "account-missing"
  | "same-party"
  | "party-unknown"
  | "plan-row-incomplete"
  | "plan-sum-differs"
  | "plan-order"
  | "date-past"
  | "date-today"
  | "date-impossible"
  | "date-differs"
  | "vague-time"
  | "words-differ"
  | "words-unreadable"
  | "amount-differs"
  | "parts-differ"
  | "total-differs"
  | "roles-differ"
  | "account-differs"
  | "account-in-words"
  | "account-of-another"
  | "copies-differ"
  | "copies-too-few"
  | "other-currency"
  | "matter-status"
  | "matter-ownership"
  | "matter-labour-relation"
  | "court-missing"
  | "nobody-may-sign"
  | "both-sides"
  | "self-differs"
  | "legal-representative-differs"
  | "not-here"
  | "not-identified"
  | "not-verified"
  | "notice-missing"
  | "address-missing"
  | "agent-absent"
  | "character-uncovered"
  | "objection-open"
  | "comment-open"
  | "proposal-open"
  | "consent-missing"
  | "facts-missing";

/** What a check says: where it stands, and in `values` what stands there and at the other place. */
export type Found = {
  code: FindingCode;
  blocking: boolean;
  clauseId: string | null;
  /** The place in the clause, as the table of fields names it (account, plan.0), or words. */
  field?: string;
  detail?: string;
  values?: Record<string, string>;
  personId?: string;
  /** The mediator may settle it by a written reason, under this key. */
  settle?: string;
};

/**
 * One thing found before freezing. `blocking` ones must be settled; warnings are for the mediator
 * to weigh.
 */
export type Finding = Found & { number: number | null };

/** What anybody who drafts can know of the text; these checks are told while drafting. */
export type TextInput = {
  clauses: Clause[];
  facts: string;
  today: string;
  parties: Named[];
  copies: number;
  /** Papers on personal status, signed by hand and never confirmed by a court (电子签名法 3). */
  paperOnly: boolean;
};

/** Everything the check before freezing looks at. */
export type PreflightInput = Omit<TextInput, "parties"> & {
  parties: PartyBefore[];
  people: PersonBefore[];
  hasCompetentCourt: boolean;
  /**
   * Characters no font can draw, with the place where they stand: a clause id, or null for the head
   * of the paper.
   */
  uncovered: { character: string; clauseId: string | null }[];
  /** Clause ids with an open objection, blocking comment or proposal. */
  objections: string[];
  openComments: string[];
  openProposals: string[];
  /** Clause ids that some party has not agreed to yet. */
  unconfirmed: string[];
};

export const wordsOf = (clause: Clause): string => clause.paragraphs.join("\n");

/** The sentences of a text, as far as a full stop or a semicolon. */
export const sentencesOf = (text: string): string[] =>
  text.split(/(?<=[。；;\n])/u).filter((one) => one.trim());
