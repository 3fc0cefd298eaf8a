import type { Found, PreflightInput } from "../finding.ts";

const named = (character: string) =>
  `${character} (U+${character.codePointAt(0)?.toString(16).toUpperCase()})`;

/** A character of the paper's head that no font can draw. */
export const uncoveredInHead = (character: string) =>
  ({
    code: "character-uncovered",
    blocking: true,
    clauseId: null,
    number: null,
    detail: named(character),
  }) as const;

/**
 * R-D8, of what stands beside the text: objections, comments and proposals are answered; everything
 * can be printed.
 */
export const beside = (input: PreflightInput): Found[] => [
  ...input.uncovered.map(
    ({ character, clauseId }): Found => ({
      code: "character-uncovered",
      blocking: true,
      clauseId,
      detail: named(character),
    }),
  ),
  ...input.objections.map(
    (clauseId): Found => ({ code: "objection-open", blocking: true, clauseId }),
  ),
  ...input.openComments.map(
    (clauseId): Found => ({ code: "comment-open", blocking: true, clauseId }),
  ),
  ...input.openProposals.map(
    (clauseId): Found => ({ code: "proposal-open", blocking: true, clauseId }),
  ),
  ...input.unconfirmed.map(
    (clauseId): Found => ({ code: "consent-missing", blocking: false, clauseId }),
  ),
];
