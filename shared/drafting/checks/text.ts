import { excludedMatters } from "../../confirmation/excluded.ts";
import { namesAParty } from "../allowed.ts";
import { foreignIn } from "../amounts.ts";
import { eachValue } from "../eachField.ts";
import { type Found, type TextInput, wordsOf } from "../finding.ts";

const VAGUE = /尽快|及时|早日|适时|分期支付(?!计划)|有能力时/u;

/** R-D33: whoever a clause names is a party, so that no paper prints an empty name. */
export const named = ({ clauses, parties }: TextInput): Found[] => {
  const known = new Set(parties.map((party) => party.id));
  const unknown = { code: "party-unknown", blocking: true } as const;
  return clauses.flatMap((clause) =>
    eachValue(clause.fields)
      .filter(({ field, value }) => field.holds === "party" && !namesAParty(value, known))
      .slice(0, 1)
      .map(({ at }) => ({ ...unknown, clauseId: clause.id, field: at })),
  );
};

/** R-D8, of the text as a whole: there is something, and nothing is empty or vague in time. */
export const structure = ({ clauses, facts }: TextInput): Found[] => [
  ...(clauses.length === 0 ? [{ code: "no-clause" as const, blocking: true, clauseId: null }] : []),
  ...(facts.trim() ? [] : [{ code: "facts-missing" as const, blocking: true, clauseId: null }]),
  ...clauses.flatMap((clause): Found[] => {
    const vague = VAGUE.exec(wordsOf(clause));
    return [
      ...(clause.kind !== "payment" && !wordsOf(clause).trim()
        ? [{ code: "empty-clause" as const, blocking: true, clauseId: clause.id, field: "words" }]
        : []),
      ...(vague
        ? [
            {
              code: "vague-time" as const,
              blocking: false,
              clauseId: clause.id,
              field: "words",
              detail: vague[0],
            },
          ]
        : []),
    ];
  }),
];

/** R-D19. Another currency than the yuan: rate and place of payment are for the parties to say. */
export const currencies = ({ clauses }: TextInput): Found[] =>
  clauses.flatMap((clause) =>
    foreignIn(wordsOf(clause)).map(
      (quote): Found => ({
        code: "other-currency",
        blocking: false,
        clauseId: clause.id,
        field: "words",
        values: { quote },
      }),
    ),
  );

/**
 * R-C15, told while drafting. A paper signed by hand about marriage or parentage may say so, and is
 * not taken to the court; in every other text such a clause would make the court refuse the whole.
 */
export const matters = ({ clauses, paperOnly }: TextInput): Found[] =>
  clauses.flatMap((clause) =>
    excludedMatters(wordsOf(clause)).map(
      ({ matter, words }): Found => ({
        code: `matter-${matter}`,
        blocking: !paperOnly,
        clauseId: clause.id,
        field: "words",
        values: { quote: words },
      }),
    ),
  );
