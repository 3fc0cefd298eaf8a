import type { Generated } from "kysely";
import type { Clause } from "../../../shared/drafting/clause.ts";
import type { WordingKind } from "../../../shared/drafting/wording.ts";
import type { Created, Json } from "./column.ts";

/** The living text and what stands beside it. */
export interface DraftingTables {
  draft: {
    id: Generated<string>;
    case_id: string;
    epoch: number;
    state: "open" | "frozen";
    last_seq: Generated<number>;
    seed: Json<unknown>;
    created_at: Created;
  };
  draft_update: { draft_id: string; seq: number; actor: string; at: Created; data: Buffer };
  draft_snapshot: { draft_id: string; upto: number; data: Buffer; at: Created };
  draft_client: { draft_id: string; client_id: string; person_id: string };
  clause_wording: {
    id: Generated<string>;
    draft_id: string;
    clause_id: string;
    what: WordingKind;
    number: number;
    by_id: string;
    by_name: string;
    content: Json<Clause>;
    at: Created;
  };
  clause_lock: { draft_id: string; clause_id: string };
  consent: {
    draft_id: string;
    clause_id: string;
    party_id: string;
    stance: "agree" | "object";
    hash: string;
    /** The person; null on old rows whose name several people bear. */
    by_id: string | null;
    by_name: string;
    at: Created;
  };
  proposal: {
    id: Generated<string>;
    draft_id: string;
    clause_id: string;
    author_id: string;
    author: string;
    author_party: string | null;
    text: string;
    reason: string;
    base_hash: string;
    votes: Json<Record<string, boolean>>;
    status: "open" | "accepted" | "declined" | "overtaken";
    at: Created;
  };
  comment: {
    id: Generated<string>;
    draft_id: string;
    clause_id: string;
    author_id: string;
    author: string;
    body: string;
    blocking: boolean;
    settled: Generated<boolean>;
    at: Created;
  };
}
