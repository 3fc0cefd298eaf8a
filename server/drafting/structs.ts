import * as Y from "yjs";
import { allowedIn, type Place } from "../../shared/drafting/allowed.ts";
import { clausesOf, orderOf } from "../../shared/drafting/document.ts";
import type { RefusalCode } from "../../shared/refusal.ts";

/**
 * Where a piece of an update would stand. "nowhere": in something that was deleted meanwhile; Yjs
 * keeps only its length.
 */
type Spot = { place: Place; clause: string | null; key: string | null };
type Placed = Spot | "nowhere";
export type Sent = Spot & { content: Y.Item["content"] };
type Piece = Y.Item | Y.GC;
type Decoded = ReturnType<typeof Y.decodeUpdate>;

/** What a piece may be made of, wherever it stands. */
const KINDS = [Y.ContentString, Y.ContentAny, Y.ContentType, Y.ContentDeleted] as const;
const endOf = (piece: Piece | Y.Skip) => piece.id.clock + piece.length;

/**
 * Says of every new piece of an update where it would stand, by the references it names, without
 * applying anything: a refused update leaves the document as it was and costs no more than reading
 * it.
 */
export class Structs {
  #doc: Y.Doc;
  #deletes: Decoded["ds"];
  #fresh = new Map<number, Piece[]>();
  #places = new Map<Y.Item, Placed>();

  /**
   * Something was named that is not here: it may stand in another process's words that were not
   * read yet.
   */
  #namesUnknown = false;

  /** Refuses what can't be read, comes too early, or was written under another's client id. */
  static of(
    doc: Y.Doc,
    update: Uint8Array,
    isOwnClient: (id: number) => boolean,
  ): Structs | { refused: RefusalCode } {
    let decoded: Decoded;
    try {
      decoded = Y.decodeUpdate(update);
    } catch {
      return { refused: "drafting/malformed" };
    }
    const structs = new Structs(doc, decoded.ds);
    const refused = structs.#take(decoded.structs, isOwnClient) ?? structs.#checkDeletes();
    return refused ? { refused } : structs;
  }

  private constructor(doc: Y.Doc, deletes: Decoded["ds"]) {
    this.#doc = doc;
    this.#deletes = deletes;
  }

  /** Whose new pieces it brings. */
  clients = (): Iterable<number> => this.#fresh.keys();

  /** Whether it says anything that is not in the document yet. */
  isNews(): boolean {
    return this.#fresh.size > 0 || this.#deleted().some((piece) => !piece.deleted);
  }

  /** The clauses that it writes or deletes in. */
  clauses(): Set<string> {
    const places: (Placed | null)[] = [];
    for (const pieces of this.#fresh.values())
      for (const piece of pieces) if (piece instanceof Y.Item) places.push(this.#placeOf(piece));
    for (const piece of this.#deleted())
      if (piece instanceof Y.Item) places.push(this.#known(piece));
    return new Set(
      places.flatMap((placed) => (placed && placed !== "nowhere" ? (placed.clause ?? []) : [])),
    );
  }

  /** What it deletes of the document as it stands. */
  #deleted(): Piece[] {
    const found: Piece[] = [];
    for (const [client, ranges] of this.#deletes.clients) {
      const known = Y.getState(this.#doc.store, client);
      for (const { clock, len } of ranges)
        for (let at = clock; at < Math.min(clock + len, known); ) {
          const piece = Y.getItem(this.#doc.store, Y.createID(client, at)) as Piece;
          found.push(piece);
          at = endOf(piece);
        }
    }
    return found;
  }

  /** Every new piece with its place; what falls into deleted places is left out. */
  sent(): Sent[] | { refused: RefusalCode } {
    const sent: Sent[] = [];
    for (const pieces of this.#fresh.values())
      for (const piece of pieces) {
        if (!(piece instanceof Y.Item)) continue;
        // Also where it falls into deleted places: what is never shown is still stored, merged and
        // sent on.
        if (!KINDS.some((kind) => piece.content instanceof kind))
          return { refused: "drafting/wrong-shape" };
        const placed = this.#placeOf(piece);
        if (placed === null)
          return { refused: this.#namesUnknown ? "drafting/gap" : "drafting/wrong-shape" };
        if (placed !== "nowhere") sent.push({ ...placed, content: piece.content });
      }
    return sent;
  }

  #take(pieces: Decoded["structs"], isOwnClient: (id: number) => boolean): RefusalCode | null {
    for (const piece of pieces) {
      if (piece instanceof Y.Skip) return "drafting/gap";
      const { client, clock } = piece.id;
      const known = Y.getState(this.#doc.store, client);
      if (endOf(piece) <= known) continue; // sent once more after a lost answer
      if (!isOwnClient(client)) return "drafting/not-your-client";
      const before = this.#fresh.get(client);
      if (clock > (before ? endOf(before.at(-1) as Piece) : known)) return "drafting/gap";
      if (before && clock < endOf(before.at(-1) as Piece)) return "drafting/malformed"; // one piece said twice
      if (before) before.push(piece);
      else this.#fresh.set(client, [piece]);
    }
    return null;
  }

  #checkDeletes(): RefusalCode | null {
    for (const [client, ranges] of this.#deletes.clients) {
      const fresh = this.#fresh.get(client)?.at(-1);
      const end = fresh ? endOf(fresh) : Y.getState(this.#doc.store, client);
      let upTo = 0;
      for (const { clock, len } of ranges) {
        // As Yjs writes them, in their order and apart; each said a thousand times would be looked
        // up a thousand times.
        if (clock < upTo) return "drafting/malformed";
        upTo = clock + len;
      }
      if (upTo > end) return "drafting/gap";
    }
    return null;
  }

  /** The piece that has this id: in the document, in this update, or null. */
  #find(id: Y.ID): Piece | null {
    if (id.clock < Y.getState(this.#doc.store, id.client))
      return Y.getItem(this.#doc.store, id) as Piece;
    const pieces = this.#fresh.get(id.client) ?? [];
    let low = 0;
    let high = pieces.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const piece = pieces[middle] as Piece;
      if (id.clock < piece.id.clock) high = middle - 1;
      else if (id.clock >= endOf(piece)) low = middle + 1;
      else return piece;
    }
    this.#namesUnknown = true;
    return null;
  }

  /**
   * Follows the references as Yjs will, but in a loop and never in a circle: an update may chain
   * them by the thousand.
   */
  #placeOf(item: Y.Item): Placed | null {
    const path: { item: Y.Item; asChild: boolean }[] = [];
    const walked = new Set<Y.Item>();
    let at: Y.Item = item;
    let placed: Placed | null | undefined;
    for (;;) {
      placed = this.#places.get(at);
      if (placed !== undefined) break;
      if (walked.has(at)) return null;
      walked.add(at);
      const step = this.#next(at);
      if (step === null) return null;
      if ("placed" in step) {
        placed = step.placed;
        this.#places.set(at, placed);
        break;
      }
      path.push({ item: at, asChild: step.asChild });
      at = step.to;
    }
    for (const { item: one, asChild } of path.reverse()) {
      placed = asChild ? inside(placed, at, one.parentSub) : placed;
      if (placed === null) return null;
      this.#places.set(one, placed);
      at = one;
    }
    return placed;
  }

  #next(item: Y.Item): { placed: Placed } | { to: Y.Item; asChild: boolean } | null {
    const sides = [item.origin, item.rightOrigin].flatMap((id) => (id ? [this.#find(id)] : []));
    if (sides.includes(null)) return null;
    if (sides.some((side) => side instanceof Y.GC)) return { placed: "nowhere" };
    const parent: unknown = item.parent;
    if (typeof parent === "string")
      return parent === "order" || parent === "clauses"
        ? { placed: { place: parent, clause: null, key: item.parentSub } }
        : null;
    const asChild = parent instanceof Y.ID;
    const to = asChild ? this.#find(parent) : ((sides[0] as Y.Item | undefined) ?? null);
    if (to === null) return null;
    if (to instanceof Y.GC) return { placed: "nowhere" };
    if (Y.getState(this.#doc.store, to.id.client) <= to.id.clock) return { to, asChild }; // of this same update
    const placed = asChild ? inside(this.#known(to), to, item.parentSub) : this.#known(to);
    return placed === null ? null : { placed };
  }

  /** The place of a piece that is in the document already. */
  #known(item: Y.Item): Placed | null {
    const parent = item.parent as Y.AbstractType<unknown>;
    if ((parent as unknown) === orderOf(this.#doc))
      return { place: "order", clause: null, key: item.parentSub };
    if ((parent as unknown) === clausesOf(this.#doc))
      return { place: "clauses", clause: item.parentSub, key: item.parentSub };
    const holder = parent._item;
    return holder ? inside(this.#known(holder), holder, item.parentSub) : null;
  }
}

/** The place inside a nested type, given the place where that type itself stands. */
function inside(
  placed: Placed | null | undefined,
  holder: Y.Item,
  key: string | null,
): Placed | null {
  if (placed === "nowhere" || holder.content instanceof Y.ContentDeleted) return "nowhere";
  if (!placed || !(holder.content instanceof Y.ContentType)) return null;
  const held = allowedIn(placed.place, placed.key);
  if (held === null || held === "values" || held === "words") return null;
  return { place: held, clause: placed.place === "clauses" ? placed.key : placed.clause, key };
}
