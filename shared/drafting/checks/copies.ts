import { statedCopies } from "../../agreements/copies.ts";
import { type Found, type TextInput, wordsOf } from "../finding.ts";

/**
 * R-D18. Every place that says how many copies there are says the number the paper says, and
 * everybody gets one (人民调解法 29).
 */
export const copies = ({ clauses, copies: count, parties }: TextInput): Found[] => [
  ...clauses.flatMap((clause) =>
    statedCopies(wordsOf(clause))
      .filter((stated) => stated !== count)
      .map(
        (stated): Found => ({
          code: "copies-differ",
          blocking: true,
          clauseId: clause.id,
          field: "words",
          values: { stated: String(stated), count: String(count) },
        }),
      ),
  ),
  ...(count < parties.length + 1
    ? clauses
        .filter((clause) => clause.kind === "copies" && statedCopies(wordsOf(clause)).length > 0)
        .slice(0, 1)
        .map(
          (clause): Found => ({
            code: "copies-too-few",
            blocking: true,
            clauseId: clause.id,
            field: "words",
            values: { count: String(count), needed: String(parties.length + 1) },
          }),
        )
    : []),
];
