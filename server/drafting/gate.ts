import * as Y from "yjs";
import { allowedIn, BOUNDS, fieldAt, type Held } from "../../shared/drafting/allowed.ts";
import { isClauseId, namesAParty } from "../../shared/drafting/allowed.ts";
import { type Clause, clauseKinds, MAX_CLAUSE_CHARACTERS } from "../../shared/drafting/clause.ts";
import { clauseFields, isValueOf } from "../../shared/drafting/clauseFields.ts";
import { MAX_UPDATE_BYTES } from "../../shared/drafting/contract.ts";
import { clausesOf, orderOf, readClause } from "../../shared/drafting/document.ts";
import { rowsNames, typedWordsIn } from "../../shared/drafting/eachField.ts";
import { isCleanText } from "../../shared/drafting/textPolicy.ts";
import type { RefusalCode } from "../../shared/refusal.ts";
import { type Sent, Structs } from "./structs.ts";

export type Writer = { personId: string; name: string; leads: boolean; mayEdit: boolean };

/**
 * What the gate has to know beside the document. It may be a moment old; then a refusal is looked
 * at again.
 */
export type Knowledge = { locked: ReadonlySet<string>; parties: ReadonlySet<string> };

/**
 * `clean`: its words were looked at when they came in, so that only those that change are looked at
 * again.
 */
export type Kept = { clause: Clause; gone: boolean; clean: boolean };

/**
 * A clause that an accepted edit touched, as it was and as it is; `before` is null for a new one.
 */
export type Touched = { id: string; before: Kept | null; after: Kept };

export type Verdict =
  | { refused: RefusalCode }
  | { refused: null; changed: boolean; touched: Touched[] };

/** One edit as it came, with who wrote it. */
export type Edit = {
  update: Uint8Array;
  writer: Writer;
  isOwnClient: (clientId: number) => boolean;
};

/**
 * These can come of old knowledge: somebody unlocked the clause, joined the case or wrote in
 * another process meanwhile.
 */
const LOOK_AGAIN: RefusalCode[] = ["drafting/locked", "drafting/gap", "drafting/not-a-party"];
export const mayBeOutdated = (code: RefusalCode): boolean => LOOK_AGAIN.includes(code);

/**
 * Judges every edit before anybody else sees it, on a document that goes forward with each accepted
 * one. What may come in is a list (R-D30 to R-D33); everything is looked at before it is applied,
 * so that nearly every refusal leaves it as it is. Only what shows after merging (lengths,
 * characters, the order) can spoil it.
 */
export class Gate {
  #doc: Y.Doc;
  #kept = new Map<string, Kept>();
  #characters = 0;
  #behind = true;

  /** A refusal left something in the document: it has to be made anew. */
  spoilt = false;

  /** @param state the document as one Yjs update */
  constructor(state: Uint8Array) {
    this.#doc = new Y.Doc();
    // Naming the roots first: a root that is still untyped while an update comes in would be
    // another object afterwards.
    orderOf(this.#doc);
    clausesOf(this.#doc);
    this.follow(state);
  }

  /**
   * The text with every edit that was accepted here; to be read, and only while nothing spoilt it.
   */
  get doc(): Y.Doc {
    return this.#doc;
  }

  /** Takes in what is in the log already. */
  follow(update: Uint8Array): void {
    Y.applyUpdate(this.#doc, update);
    this.#behind = true;
  }

  judge(edit: Edit, know: Knowledge): Verdict {
    const look = this.#look(edit, know);
    if ("refused" in look) return look;
    const refused = this.#checkPieces(look.sent.length, edit.isOwnClient);
    if (refused) return { refused };
    if (!look.structs.isNews()) return { refused: null, changed: false, touched: [] };
    const verdict = this.#apply([edit.update], (id) => know.locked.has(id) && !edit.writer.leads);
    if (verdict.refused) this.spoilt = true;
    return verdict;
  }

  /**
   * Edits of many people at one go, which costs a third of one after the other. Null where one of
   * them does more than to write and delete in clauses that stand, or would be refused: then each
   * has to be judged by itself.
   */
  judgeTogether(edits: Edit[], know: Knowledge): Verdict[] | null {
    const looks: { changed: boolean; clauses: Set<string> }[] = [];
    const clients = new Set<number>();
    let pieces = 0;
    for (const edit of edits) {
      const look = this.#look(edit, know);
      if ("refused" in look || !look.sent.every(isInClause)) return null;
      for (const client of look.structs.clients()) {
        if (clients.has(client)) return null; // one edit that rests on another, or comes twice
        clients.add(client);
      }
      const clauses = look.structs.clauses();
      if (!edit.writer.leads && [...clauses].some((id) => know.locked.has(id))) return null;
      pieces += look.sent.length;
      looks.push({ changed: look.structs.isNews(), clauses });
    }
    if (edits.some((edit) => this.#checkPieces(pieces, edit.isOwnClient) !== null)) return null;
    const verdict = this.#apply(
      edits.map((edit) => edit.update),
      () => false, // looked at above, for each by itself
    );
    if (verdict.refused) {
      this.spoilt = true;
      return null;
    }
    return looks.map(({ changed, clauses }) => ({
      refused: null,
      changed,
      touched: verdict.touched.filter(({ id }) => clauses.has(id)),
    }));
  }

  /** Everything that can be said of an edit before it is applied. */
  #look(
    { update, writer, isOwnClient }: Edit,
    know: Knowledge,
  ): { refused: RefusalCode } | { structs: Structs; sent: Sent[] } {
    if (!writer.mayEdit) return { refused: "drafting/read-only" };
    if (update.byteLength > MAX_UPDATE_BYTES) return { refused: "drafting/too-large" };
    if (this.#behind) this.#learnAll();
    const structs = Structs.of(this.#doc, update, isOwnClient);
    if (!(structs instanceof Structs)) return structs;
    const sent = structs.sent();
    if ("refused" in sent) return sent;
    const refused = this.#checkSent(sent, writer, know);
    return refused ? { refused } : { structs, sent };
  }

  /**
   * R-D30, R-D33: every piece is one the list allows, in the place it names, and none of it in a
   * locked clause.
   */
  #checkSent(sent: Sent[], writer: Writer, know: Knowledge): RefusalCode | null {
    const made = new Set(
      sent.flatMap(({ place, key }) => (place === "clauses" && key !== null ? [key] : [])),
    );
    for (const { place, key, clause, content } of sent) {
      const held = allowedIn(place, key);
      if (held === null) return "drafting/wrong-shape";
      if (place === "clauses" && this.#kept.has(key as string)) return "drafting/wrong-shape"; // added once; never replaced
      if (place === "clause" && key !== "gone" && !made.has(clause as string))
        return "drafting/wrong-shape"; // its parts are made with it
      if (clause !== null && know.locked.has(clause) && !made.has(clause) && !writer.leads)
        return "drafting/locked";
      if (content instanceof Y.ContentDeleted) {
        if (place === "clauses") return "drafting/wrong-shape";
        continue;
      }
      const refusal =
        held === "values"
          ? this.#checkValues(place, key, content, made, writer, know)
          : isHeld(held, content)
            ? null
            : WRONG;
      if (refusal) return refusal;
    }
    return null;
  }

  #checkValues(
    place: Sent["place"],
    key: string | null,
    content: Sent["content"],
    made: ReadonlySet<string>,
    writer: Writer,
    know: Knowledge,
  ): RefusalCode | null {
    if (!(content instanceof Y.ContentAny)) return WRONG;
    const values: unknown[] = content.arr;
    if (place === "order") {
      if (!values.every((id) => typeof id === "string" && (made.has(id) || this.#kept.has(id))))
        return WRONG;
      return !writer.leads && values.some((id) => know.locked.has(id as string))
        ? "drafting/locked"
        : null;
    }
    const [value] = values;
    if (values.length !== 1) return WRONG;
    if (place === "clause")
      return (key === "kind" ? clauseKinds.includes(value as never) : typeof value === "boolean")
        ? null
        : WRONG;
    const field = fieldAt(place, key);
    if (!field || !isValueOf(field, value)) return WRONG;
    const isStranger = field.holds === "party" && !namesAParty(value, know.parties);
    return isStranger ? "drafting/not-a-party" : null;
  }

  /** R-D32: what Yjs keeps of everybody and of one person, deleted pieces too. */
  #checkPieces(more: number, isOwnClient: (clientId: number) => boolean): RefusalCode | null {
    if (more === 0) return null;
    let all = more;
    let own = more;
    for (const [client, pieces] of this.#doc.store.clients) {
      all += pieces.length;
      if (isOwnClient(client)) own += pieces.length;
    }
    return all > BOUNDS.pieces || own > BOUNDS.piecesOfOne ? "drafting/full" : null;
  }

  #apply(updates: Uint8Array[], isClosed: (clauseId: string) => boolean): Verdict {
    const before = orderOf(this.#doc).toArray();
    // One update can bring several transactions: Yjs tidies formatting in one of its own.
    const seen: Y.Transaction[] = [];
    const remember = (transaction: Y.Transaction) => void seen.push(transaction);
    this.#doc.on("afterTransaction", remember);
    try {
      this.#doc.transact(() => {
        for (const update of updates) Y.applyUpdate(this.#doc, update);
      });
    } catch {
      return { refused: "drafting/malformed" };
    } finally {
      this.#doc.off("afterTransaction", remember);
    }
    if (this.#doc.store.pendingStructs || this.#doc.store.pendingDs)
      return { refused: "drafting/gap" };
    return this.#checkTouched(seen, before, isClosed);
  }

  #checkTouched(
    transactions: Y.Transaction[],
    orderBefore: string[],
    isClosed: (clauseId: string) => boolean,
  ): Verdict {
    const clauses = clausesOf(this.#doc);
    const order = orderOf(this.#doc);
    const ids = new Set<string>();
    let moved = false;
    for (const [type, keys] of transactions.flatMap((one) => [
      ...(one.changed as Map<Y.AbstractType<unknown>, Set<string | null>>),
    ])) {
      if ((type as unknown) === order) moved = true;
      else if ((type as unknown) === clauses) for (const key of keys) ids.add(key ?? "");
      else {
        const id = clauseOf(type, clauses as unknown as Y.AbstractType<unknown>);
        if (id === null) return { refused: WRONG };
        ids.add(id);
      }
    }
    const touched: Touched[] = [];
    for (const id of ids) {
      const before = this.#kept.get(id) ?? null;
      if (before && isClosed(id)) return { refused: "drafting/locked" };
      const after = keptOf(id, clauses.get(id));
      if (!after) return { refused: WRONG };
      const refusal = checkClause(after.clause, before?.clean ? before.clause : null);
      if (refusal) return { refused: refusal };
      after.clean = true;
      touched.push({ id, before, after });
    }
    const placed = moved || touched.some((one) => one.before === null);
    const refused =
      (placed ? this.#checkOrder(orderBefore, touched) : null) ?? this.#learn(touched);
    return refused ? { refused } : { refused: null, changed: true, touched };
  }

  /**
   * R-D34: a clause leaves the text only by being marked as removed, never by dropping out of the
   * order.
   */
  #checkOrder(before: string[], touched: Touched[]): RefusalCode | null {
    const now = new Set(orderOf(this.#doc).toArray());
    if (orderOf(this.#doc).length > Math.max(BOUNDS.order, before.length))
      return "drafting/too-many-clauses";
    if (before.some((id) => !now.has(id) && this.#kept.has(id))) return WRONG;
    return touched.some((one) => one.before === null && !now.has(one.id)) ? WRONG : null;
  }

  #learn(touched: Touched[]): RefusalCode | null {
    for (const { id, before, after } of touched) {
      this.#kept.set(id, after);
      this.#characters += lengthOf(after) - (before ? lengthOf(before) : 0);
    }
    const shorter = touched.every(
      ({ before, after }) => before !== null && lengthOf(after) <= lengthOf(before),
    );
    if (this.#characters > BOUNDS.characters && !shorter) return "drafting/full";
    if (touched.every(({ before, after }) => before !== null && before.gone === after.gone))
      return null;
    const live = [...this.#kept.values()].filter((one) => !one.gone).length;
    return this.#kept.size > BOUNDS.keptClauses || live > BOUNDS.clauses
      ? "drafting/too-many-clauses"
      : null;
  }

  #learnAll(): void {
    this.#behind = false;
    this.#kept.clear();
    this.#characters = 0;
    for (const [id, map] of clausesOf(this.#doc)) {
      const kept = keptOf(id, map);
      if (!kept) continue;
      this.#kept.set(id, kept);
      this.#characters += lengthOf(kept);
    }
  }
}

const WRONG: RefusalCode = "drafting/wrong-shape";

/** The nested type that each place is. */
const types = new Map<Held, unknown>([
  ["clause", Y.Map],
  ["fields", Y.Map],
  ["body", Y.XmlFragment],
  ["paragraph", Y.XmlElement],
  ["text", Y.XmlText],
  ...rowsNames.map((name) => [name, Y.Array] as const),
  ...rowsNames.map((name) => [`${name}.row`, Y.Map] as const),
]);

/** Exactly the nested type that belongs here; a subclass would be another thing. */
function isHeld(held: Held, content: Sent["content"]): boolean {
  if (held === "words") return content instanceof Y.ContentString;
  if (!(content instanceof Y.ContentType)) return false;
  const { type } = content;
  if (type.constructor !== types.get(held)) return false;
  return !(type instanceof Y.XmlElement) || type.nodeName === "paragraph";
}

/**
 * A piece of what a clause says: neither a clause itself, nor the order, nor whether one is
 * removed.
 */
const isInClause = ({ place }: Sent): boolean =>
  place !== "order" && place !== "clauses" && place !== "clause";

const lengthOf = ({ clause }: Kept): number =>
  clause.paragraphs.reduce((sum, text) => sum + text.length, 0);

function keptOf(id: string, map: unknown): Kept | null {
  const clause = map instanceof Y.Map && isClauseId(id) ? readClause(id, map) : null;
  return clause
    ? { clause, gone: (map as Y.Map<unknown>).get("gone") === true, clean: false }
    : null;
}

function checkClause(
  { paragraphs, fields }: Clause,
  cleanBefore: Clause | null,
): RefusalCode | null {
  if (rowsNames.some((name) => fields[name].length > clauseFields[name].most)) return WRONG;
  if (
    paragraphs.reduce((sum, text) => sum + text.length, 0) > MAX_CLAUSE_CHARACTERS ||
    paragraphs.length > BOUNDS.paragraphs
  )
    return "drafting/too-long";
  const fresh = paragraphs.filter((text, index) => text !== cleanBefore?.paragraphs[index]);
  return [...fresh, ...typedWordsIn(fields)].every(isCleanText) ? null : "drafting/bad-character";
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
