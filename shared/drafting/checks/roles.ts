import { type Found, sentencesOf, type TextInput, wordsOf } from "../finding.ts";
import { callsFor, type Named } from "../sentence.ts";
import { OTHER_THING } from "./amounts.ts";

const GIVES =
  "支付|给付|付款|付清|付|偿还|归还|返还|还款|还|赔偿|补偿|退还|退回|退|汇款|汇|转账|转|打款";

/** Somebody who pays in another's place, or vouches, is no payer. */
const IN_PLACE = /连带|担保|保证|代为|代付|代.{0,6}(?:支付|付|还)/u;
const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");

/** R-D15. Who pays whom in a person's own words is who pays whom in the fields. */
export function roles({ clauses, parties }: TextInput): Found[] {
  const aliases = aliasesOf(parties);
  const calls = callsFor(parties);
  if (aliases.size === 0) return [];
  const one = `(${[...aliases.keys()]
    .sort((a, b) => b.length - a.length)
    .map(literally)
    .join("|")})`;
  const between = (most: number) => `(?:(?!${one.slice(1, -1)})[^。；;，,]){0,${most}}?`;
  const patterns = [
    new RegExp(`${one}${between(24)}(?:向|给|对)${one}${between(12)}(?:${GIVES})`, "gu"),
    new RegExp(`${one}${between(24)}(?:${GIVES})(?:给|至|到|还)?${one}`, "gu"),
  ];
  return clauses
    .filter((clause) => clause.kind === "payment" && clause.fields.payer && clause.fields.payee)
    .flatMap((clause) =>
      sentencesOf(wordsOf(clause))
        .filter((text) => !OTHER_THING.test(text) && !IN_PLACE.test(text))
        .flatMap((text): Found[] => {
          const { payer, payee } = clause.fields;
          const hit = patterns
            .flatMap((pattern) => [...text.matchAll(pattern)])
            .find((match) => {
              const from = aliases.get(match[1] ?? "");
              const to = aliases.get(match[2] ?? "");
              return from !== to && (from !== payer || to !== payee);
            });
          const stated = /付款(?:人|方)[:：为是]?\s*/u;
          const received = /收款(?:人|方)[:：为是]?\s*/u;
          const named = (label: RegExp) =>
            aliases.get(new RegExp(`${label.source}${one}`, "u").exec(text)?.[1] ?? "");
          const wrong =
            hit?.[0] ??
            labelled(text, named(stated), payer) ??
            labelled(text, named(received), payee);
          if (!wrong) return [];
          const values = { quote: wrong, payer: calls(payer) ?? "", payee: calls(payee) ?? "" };
          return [
            { code: "roles-differ", blocking: true, clauseId: clause.id, field: "words", values },
          ];
        }),
    );
}

const labelled = (
  text: string,
  named: string | undefined,
  field: string | null,
): string | undefined => (named !== undefined && named !== field ? text.trim() : undefined);

/** The words a party goes by: its name and its title; what two share names neither. */
function aliasesOf(parties: Named[]): Map<string, string> {
  const found = new Map<string, string | null>();
  for (const { id, name, title } of parties)
    for (const alias of [name, title.replace(/（.*）$/u, "")])
      if (alias) found.set(alias, found.has(alias) && found.get(alias) !== id ? null : id);
  return new Map([...found].filter((pair): pair is [string, string] => pair[1] !== null));
}
