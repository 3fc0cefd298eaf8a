import type { Generated } from "kysely";
import type { Created, Json } from "./column.ts";

/** What happens later, what happened, and whose keys these are. */
export interface RecordTables {
  outbox: {
    id: Generated<string>;
    case_id: string | null;
    kind: string;
    key: string | null;
    payload: Json<Record<string, string>>;
    state: Generated<"waiting" | "done" | "failed">;
    tries: Generated<number>;
    next_at: Created;
    created_at: Created;
    done_at: Date | null;
    last_error: string | null;
    /**
     * Whose code or link the message carries; null when it carries none. `secret_sealed` is null
     * once that is of no more use.
     */
    secret_of: string | null;
    secret_sealed: Buffer | null;
    secret_until: Date | null;
  };
  audit_entry: {
    case_id: string;
    seq: number;
    at: string;
    text: string;
    prev_hash: string;
    hash: string;
  };
  audit_head: { case_id: string; seq: number; hash: string; at: Created; signature: string };
  key_fingerprint: { file: string; digest: string; at: Created };
}
