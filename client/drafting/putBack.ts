import { addClause, clausesOf, readDocument, restoreClause, setBody } from "../../shared/drafting/document.ts";
import { sameWords, type Unsent } from "./aside.ts";
import type { DraftLink } from "./draftLink.ts";

/** Puts given-back words into the text again. What others wrote meanwhile stays: then these words follow after it. */
export function putBack(link: DraftLink, { clause, base }: Unsent): void {
  const { doc } = link;
  doc.transact(() => {
    if (!clausesOf(doc).has(clause.id)) return addClause(doc, clause);
    if (clausesOf(doc).get(clause.id)?.get("gone") === true) restoreClause(doc, clause.id);
    const theirs = readDocument(doc).find((one) => one.id === clause.id),
      untouched = theirs && base && sameWords(theirs, base),
      missing = clause.paragraphs.filter((text) => text.trim() && !theirs?.paragraphs.includes(text));
    if (missing.length > 0) setBody(doc, clause.id, untouched ? clause.paragraphs : [...(theirs?.paragraphs ?? []), ...missing]);
  });
  link.forgetOne(clause.id);
}
