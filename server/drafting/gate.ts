import * as Y from "yjs";
import { MAX_CLAUSE_CHARACTERS, MAX_CLAUSES, MAX_INSTALMENTS } from "../../shared/drafting/clause.ts";
import { clausesOf, orderOf, readClause } from "../../shared/drafting/document.ts";
import { isCleanText } from "../../shared/drafting/textPolicy.ts";
import { MAX_UPDATE_BYTES } from "../../shared/drafting/contract.ts";
import type { RefusalCode } from "../../shared/refusal.ts";

export type Writer = { personId: string; leads: boolean; mayEdit: boolean };
export type Verdict = { refused: RefusalCode } | { refused: null; changed: boolean };
const MAX_KEPT_CLAUSES = MAX_CLAUSES * 3;
const MAX_ID = 64;

/**
 * Judges one update against a shadow of the document before anybody else sees it: size, that it can be read, that every
 * struct was written under a client id of this person, shape and words of the touched clauses, locks, no gaps.
 * On a refusal the shadow may be half-changed and must be made anew.
 */
export function judge(
  shadow: Y.Doc,
  update: Uint8Array,
  writer: Writer,
  isOwnClient: (clientId: number) => boolean,
  locked: ReadonlySet<string>,
): Verdict {
  if (!writer.mayEdit) return { refused: "drafting/read-only" };
  if (update.byteLength > MAX_UPDATE_BYTES) return { refused: "drafting/too-large" };
  try {
    // Applying can throw after half of it is in; decoding refuses the same updates before anything happens.
    for (const struct of Y.decodeUpdate(update).structs) {
      if (struct instanceof Y.Skip) return { refused: "drafting/gap" };
      if (!isOwnClient(struct.id.client)) return { refused: "drafting/not-your-client" };
    }
  } catch {
    return { refused: "drafting/malformed" };
  }
  // Naming the roots first: a root that is still untyped while an update comes in would be another object afterwards.
  orderOf(shadow);
  const before = new Set(clausesOf(shadow).keys());
  // One update can bring several transactions: Yjs tidies formatting in one of its own.
  const seen: Y.Transaction[] = [];
  let changed = false;
  const remember = (transaction: Y.Transaction) => {
    seen.push(transaction);
  };
  const note = () => {
    changed = true;
  };
  shadow.on("afterTransaction", remember);
  shadow.on("update", note);
  try {
    Y.applyUpdate(shadow, update);
  } catch {
    return { refused: "drafting/malformed" };
  } finally {
    shadow.off("afterTransaction", remember);
    shadow.off("update", note);
  }
  if (shadow.store.pendingStructs || shadow.store.pendingDs) return { refused: "drafting/gap" };
  if (!changed) return { refused: null, changed: false };
  return { refused: checkTouched(shadow, seen, before, writer, locked), changed: true } as Verdict;
}

function checkTouched(
  doc: Y.Doc,
  transactions: Y.Transaction[],
  before: ReadonlySet<string>,
  writer: Writer,
  locked: ReadonlySet<string>,
): RefusalCode | null {
  for (const name of doc.share.keys()) if (name !== "order" && name !== "clauses") return "drafting/wrong-shape";
  const clauses = clausesOf(doc),
    order = orderOf(doc),
    touched = new Set<string>();
  for (const [type, keys] of transactions.flatMap((one) => [...(one.changed as Map<Y.AbstractType<unknown>, Set<string | null>>)])) {
    if ((type as unknown) === order) continue;
    if ((type as unknown) === clauses) {
      for (const key of keys) {
        if (key === null || before.has(key)) return "drafting/wrong-shape"; // a clause is added once; never replaced, never removed
        touched.add(key);
      }
      continue;
    }
    const id = clauseOf(type, clauses as unknown as Y.AbstractType<unknown>);
    if (id === null) return "drafting/wrong-shape";
    touched.add(id);
  }
  if (clauses.size > MAX_KEPT_CLAUSES || order.length > MAX_KEPT_CLAUSES) return "drafting/too-many-clauses";
  if (order.toArray().some((id) => typeof id !== "string" || id.length > MAX_ID)) return "drafting/wrong-shape";
  if ([...clauses.values()].filter((clause) => clause instanceof Y.Map && clause.get("gone") === false).length > MAX_CLAUSES)
    return "drafting/too-many-clauses";
  for (const id of touched) {
    const refusal = checkClause(id, clauses.get(id), !before.has(id), writer, locked);
    if (refusal) return refusal;
  }
  return null;
}

function checkClause(id: string, map: unknown, isNew: boolean, writer: Writer, locked: ReadonlySet<string>): RefusalCode | null {
  if (!(map instanceof Y.Map) || id.length > MAX_ID) return "drafting/wrong-shape";
  if (!isNew && locked.has(id) && !writer.leads) return "drafting/locked";
  const clause = readClause(id, map);
  if (!clause || clause.fields.plan.length > MAX_INSTALMENTS) return "drafting/wrong-shape";
  if (clause.paragraphs.reduce((sum, text) => sum + text.length, 0) > MAX_CLAUSE_CHARACTERS || clause.paragraphs.length > 200)
    return "drafting/too-long";
  if (![...clause.paragraphs, clause.fields.account ?? "", clause.fields.payer ?? "", clause.fields.payee ?? ""].every(isCleanText))
    return "drafting/bad-character";
  return null;
}

/** The clause a changed type lies in, or null when it lies in none. */
function clauseOf(type: Y.AbstractType<unknown>, clauses: Y.AbstractType<unknown>): string | null {
  for (let current: Y.AbstractType<unknown> | null = type; current; ) {
    const item: Y.Item | null = current._item;
    if (!item) return null;
    if (item.parent === clauses) return item.parentSub;
    current = item.parent as Y.AbstractType<unknown> | null;
  }
  return null;
}
