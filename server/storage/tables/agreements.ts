import type { Generated } from "kysely";
import type { Stroke } from "../../../shared/agreements/agreement.ts";
import type { SignatureLevel, VersionState } from "../../../shared/agreements/signing.ts";
import type { SettledFinding } from "../../../shared/drafting/preflight.ts";
import type { Json } from "./column.ts";

/** Frozen texts and their signatures. */
export interface AgreementsTables {
  /** Who of the office opened this text before its seal. */
  paper_read: { version_id: string; staff_id: string; at: Date };
  agreement_version: {
    id: string;
    case_id: string;
    draft_id: string;
    version: number;
    epoch: number;
    content: string;
    content_hash: string;
    paper_file: string;
    pdf_hash: string;
    code: string;
    state: VersionState;
    frozen_at: Date;
    void_reason: string | null;
    voided_at: Date | null;
    sealed_at: Date | null;
    effective_at: Date | null;
    sealed_file: string | null;
    /**
     * The signing record that the sealed paper's statement names; null for versions sealed before
     * that was kept.
     */
    record_file: string | null;
    /** Why the seal is not on yet: a code of `SealTrouble`. */
    seal_error: string | null;
    /**
     * When sealing was given up because the data itself stands in the way; the way back is open
     * then (R-G10).
     */
    seal_failed_at: Date | null;
    /** How the frozen paper was drawn (JSON); null for versions frozen before that was kept. */
    drawn: string | null;
    log_upto: number;
    /** What the mediator settled by a written reason when freezing (R-D22). */
    settled: Json<SettledFinding[]>;
    /**
     * Why the mediator asks everybody to agree to a change of a text in force; null when nobody
     * asks.
     */
    reopen_asked: string | null;
  };
  reopening_agreed: {
    version_id: string;
    party_id: string;
    by_id: string | null;
    by_name: string;
    at: Date;
  };
  /**
   * Somebody does not sign this version. It stands until that party signs, or the person says so.
   */
  decline: {
    id: Generated<string>;
    version_id: string;
    person_id: string | null;
    party_id: string | null;
    name: string;
    reason: string;
    at: Date;
    taken_back_at: Date | null;
  };
  signature: {
    id: string;
    version_id: string;
    content_hash: string;
    pdf_hash: string;
    role: "party" | "mediator";
    signer_id: string;
    signer: string;
    party_id: string | null;
    capacity: string;
    on_behalf_of: string | null;
    level: SignatureLevel;
    statement: string;
    strokes: Json<Stroke[]>;
    typed_name: string | null;
    code_id: string;
    identity: string;
    ip: string;
    device: string;
    at: Date;
  };
}
