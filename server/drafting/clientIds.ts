import { BOUNDS } from "../../shared/drafting/allowed.ts";
import type { Database } from "../storage/database.ts";

/** Under which Yjs client ids who writes in one draft: each id is one person's, for good. */
export class ClientIds {
  #db: Database;
  #draftId: string;
  #known = new Map<number, string>();

  constructor(db: Database, draftId: string) {
    this.#db = db;
    this.#draftId = draftId;
  }

  isOf(clientId: number, personId: string): boolean {
    return this.#known.get(clientId) === personId;
  }

  /**
   * Ties an id to a person. False when it is someone else's, or this person has written from too
   * many pages.
   *
   * @param hasWritten whether anything of this id stands in the text
   */
  async register(
    clientId: number,
    personId: string,
    hasWritten: (clientId: number) => boolean,
  ): Promise<boolean> {
    if (this.isOf(clientId, personId)) return true;
    if (!(await this.#hasRoom(personId, hasWritten))) return false;
    await this.#db
      .insertInto("draft_client")
      .values({ draft_id: this.#draftId, client_id: String(clientId), person_id: personId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const { person_id } = await this.#db
      .selectFrom("draft_client")
      .select("person_id")
      .where("draft_id", "=", this.#draftId)
      .where("client_id", "=", String(clientId))
      .executeTakeFirstOrThrow();
    this.#known.set(clientId, person_id);
    return person_id === personId;
  }

  /** Ids that never wrote are forgotten before a person runs out of them (R-D32). */
  async #hasRoom(personId: string, hasWritten: (clientId: number) => boolean): Promise<boolean> {
    const ids = await this.#db
      .selectFrom("draft_client")
      .select("client_id")
      .where("draft_id", "=", this.#draftId)
      .where("person_id", "=", personId)
      .execute();
    if (ids.length < BOUNDS.clientsOfOne) return true;
    const idle = ids.map((row) => row.client_id).filter((id) => !hasWritten(Number(id)));
    if (idle.length === 0) return false;
    await this.#db
      .deleteFrom("draft_client")
      .where("draft_id", "=", this.#draftId)
      .where("client_id", "in", idle)
      .execute();
    for (const id of idle) this.#known.delete(Number(id));
    return true;
  }
}
