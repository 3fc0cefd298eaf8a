import { canonicalText } from "../agreements/canonical.ts";
import type { Clause } from "./clause.ts";
import { type FieldName, isFilled } from "./eachField.ts";

/** These stand in the hash of every consent that was ever given, also while they are empty. */
const AT_FIRST: FieldName[] = ["payer", "payee", "amountFen", "dueDate", "account", "plan"];

/**
 * R-D6. What consent is bound to, as RFC 8785 text: the clause without its id, its place and its
 * sentence. The SHA-256 of this is the hash that a party agrees to. A field that came into the
 * table later counts once it is filled, so that its coming ends no consent and changes no text.
 */
export function boundText({ kind, paragraphs, fields }: Omit<Clause, "id">): string {
  const isSaid = (name: string) => AT_FIRST.includes(name as FieldName);
  const said = Object.entries(fields).filter(([name, value]) => isSaid(name) || isFilled(value));
  return canonicalText({ kind, paragraphs, fields: Object.fromEntries(said) });
}
