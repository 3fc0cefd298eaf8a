import { type Clause, emptyFields } from "../../shared/drafting/clause.ts";
import {
  addClause,
  clausesOf,
  readDocument,
  restoreClause,
  setBody,
  setField,
  setRows,
} from "../../shared/drafting/document.ts";
import { fieldNames, isRowsName } from "../../shared/drafting/eachField.ts";
import { sameWords, type Unsent } from "./aside.ts";
import type { DraftLink } from "./draftLink.ts";

const sameValue = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** The fields that this person changed. */
const changedIn = ({ clause, base }: Unsent) =>
  fieldNames.filter(
    (field) => !sameValue(clause.fields[field], (base?.fields ?? emptyFields)[field]),
  );

/**
 * Puts given-back words and fields into the text again. What others wrote meanwhile stays: then
 * these words follow after it, and a field that they filled in differently is still told, until
 * this person is done with it.
 */
export function putBack(link: Pick<DraftLink, "doc" | "forgetOne">, unsent: Unsent): void {
  const { doc } = link;
  const { clause, base } = unsent;
  const standing = (): Clause | undefined => readDocument(doc).find((one) => one.id === clause.id);
  doc.transact(() => {
    if (!clausesOf(doc).has(clause.id)) return addClause(doc, clause);
    if (clausesOf(doc).get(clause.id)?.get("gone") === true) restoreClause(doc, clause.id);
    const theirs = standing();
    if (!theirs) return;
    const untouched = base && sameWords(theirs, base);
    const missing = clause.paragraphs.filter(
      (text) => text.trim() && !theirs.paragraphs.includes(text),
    );
    if (missing.length > 0)
      setBody(doc, clause.id, untouched ? clause.paragraphs : [...theirs.paragraphs, ...missing]);
    for (const field of changedIn(unsent)) {
      if (!sameValue(theirs.fields[field], (base?.fields ?? emptyFields)[field])) continue;
      if (isRowsName(field)) setRows(doc, clause.id, field, clause.fields[field]);
      else setField(doc, clause.id, field, clause.fields[field]);
    }
  });
  const now = standing();
  if (changedIn(unsent).every((field) => sameValue(now?.fields[field], clause.fields[field])))
    link.forgetOne(clause.id);
}
