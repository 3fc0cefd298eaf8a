import type { Clause } from "../clause.ts";
import { type Found, type TextInput, wordsOf } from "../finding.ts";
import { readable } from "../readable.ts";
import { type Calls, callsFor } from "../sentence.ts";

const HOLDER = /(?:户名|账户名|开户名|收款户名)\s*[:为是]?\s*([^,，;；。\s:]+)/u;
const NUMBER = /(?:账号|帐号|卡号|账户|帐户|尾号)[^\d,，;；。]{0,10}(\d[\d\s-]{2,30}\d)/gu;

const digits = (text: string) => text.replace(/\D/gu, "");

const numbersIn = (text: string): { number: string; quote: string }[] => {
  const { plain, quote } = readable(text);
  return [...plain.matchAll(NUMBER)].map((match) => ({
    number: digits(match[1] ?? ""),
    quote: quote(match.index, match.index + match[0].length),
  }));
};

/** One number is the other, or its last digits. */
const isSame = (one: string, other: string) => one.endsWith(other) || other.endsWith(one);

/**
 * R-D16. An account in a person's own words is the one of the field; one in another's name than the
 * payee's is pointed out.
 */
export function accounts({ clauses, parties }: TextInput): Found[] {
  const calls = callsFor(parties.map((party) => ({ ...party, title: "" })));
  return clauses
    .filter((clause) => clause.kind === "payment")
    .flatMap((clause) => account(clause, calls));
}

function account(clause: Clause, calls: Calls): Found[] {
  const field = clause.fields.account ?? "";
  const words = wordsOf(clause);
  const payee = calls(clause.fields.payee);
  const holder = holderIn(field);
  const theirs = holderIn(words);
  const known = [...field.normalize("NFKC").matchAll(/\d[\d\s-]{2,30}\d/gu)].map((match) =>
    digits(match[0]),
  );
  const at = { clauseId: clause.id, field: "words" };
  const wrong = numbersIn(words).filter(
    ({ number }) => known.length > 0 && !known.some((one) => isSame(one, number)),
  );
  return [
    ...(holder && payee && holder !== payee
      ? [
          {
            code: "account-of-another" as const,
            blocking: false,
            clauseId: clause.id,
            field: "account",
            values: { holder, payee },
          },
        ]
      : []),
    ...wrong.map(
      ({ quote }): Found => ({
        ...at,
        code: "account-differs",
        blocking: true,
        values: { quote, account: field },
      }),
    ),
    ...(theirs && holder && theirs !== holder
      ? [
          {
            ...at,
            code: "account-differs" as const,
            blocking: true,
            values: { quote: theirs, account: field },
          },
        ]
      : []),
    ...(!field && numbersIn(words).length > 0
      ? [
          {
            ...at,
            code: "account-in-words" as const,
            blocking: false,
            values: { quote: numbersIn(words)[0]?.quote ?? "" },
          },
        ]
      : []),
  ];
}

const holderIn = (text: string): string | null => HOLDER.exec(text.normalize("NFKC"))?.[1] ?? null;
