import type { ColumnType, Generated } from "kysely";
import type { Stroke } from "../../shared/agreements/agreement.ts";
import type { SignatureLevel, VersionState } from "../../shared/agreements/signing.ts";
import type { ApplicationState } from "../../shared/confirmation/application.ts";
import type { Defect } from "../../shared/confirmation/contract.ts";
import type { Authority, Capacity, StaffRole } from "../../shared/people/asker.ts";

/** JSON columns are written as text (an array as a parameter means something else to each driver) and read as data. */
type Json<T> = ColumnType<T, string, string>;
type Created = Generated<Date>;

export interface Tables {
  organisation: { id: Generated<string>; name: string; district: string; seal_text: string };
  court: { id: Generated<string>; name: string; district: string };
  staff: { user_id: string; name: string; role: StaffRole; organisation_id: string | null; court_id: string | null };
  case_number: { organisation_id: string; year: number; last: number };
  cases: {
    id: Generated<string>; code: string; title: string; kind: string; organisation_id: string; mediator_id: string; facts: string; disputed: string; claims: string;
    accepted_at: Created; updated_at: Created; open: Generated<boolean>;
  };
  party: {
    id: Generated<string>; case_id: string; position: number; side: "applicant" | "respondent"; kind: "person" | "company"; title: string; name: string; sex: string; birth: string; nation: string; occupation: string;
    address: string; district: string; id_sealed: Buffer | null; id_mask: string; phone: string; legal_rep_name: string; legal_rep_title: string; liability: string;
  };
  participant: {
    id: Generated<string>; case_id: string; party_id: string; name: string; capacity: Capacity; authority: Authority | null; firm: string; phone: string; email: string;
    link_hash: string | null; link_expires_at: Date | null; invited_at: Date | null;
    expected_id_sealed: Buffer | null; id_kind: string | null; id_sealed: Buffer | null; id_mask: string | null; identity_at: Date | null; notice_version: string | null; notice_at: Date | null;
    service_address: string | null; service_phone: string | null; service_email: string | null; electronic_service: boolean | null; address_at: Date | null; verified_at: Date | null; verified_by: string | null; verified_method: string | null;
  };
  one_time_code: { id: Generated<string>; participant_id: string | null; staff_id: string | null; purpose: string; code_hash: string; created_at: Created; expires_at: Date; tries: Generated<number>; used_at: Date | null };
  participant_session: { token_hash: string; participant_id: string; created_at: Created; expires_at: Date };
  message: { id: Generated<string>; case_id: string; channel: string; author_id: string; author: string; author_title: string; body: string; at: Created };
  room: { case_id: string; state: Json<unknown>; media_name: string };
  draft: { id: Generated<string>; case_id: string; epoch: number; state: "open" | "frozen"; last_seq: Generated<number>; seed: Json<unknown>; created_at: Created };
  draft_update: { draft_id: string; seq: number; actor: string; at: Created; data: Buffer };
  draft_client: { draft_id: string; client_id: string; person_id: string };
  clause_lock: { draft_id: string; clause_id: string };
  consent: { draft_id: string; clause_id: string; party_id: string; stance: "agree" | "object"; hash: string; by_name: string; at: Created };
  proposal: { id: Generated<string>; draft_id: string; clause_id: string; author_id: string; author: string; author_party: string | null; text: string; reason: string; base_hash: string; votes: Json<Record<string, boolean>>; status: "open" | "accepted" | "declined" | "overtaken"; at: Created };
  comment: { id: Generated<string>; draft_id: string; clause_id: string; author_id: string; author: string; body: string; blocking: boolean; settled: Generated<boolean>; at: Created };
  agreement_version: {
    id: string; case_id: string; draft_id: string; version: number; epoch: number; content: string; content_hash: string; paper_file: string; pdf_hash: string; code: string; state: VersionState; frozen_at: Date;
    declined_by: string | null; declined_reason: string | null; void_reason: string | null; voided_at: Date | null; sealed_at: Date | null; effective_at: Date | null; sealed_file: string | null; seal_error: string | null; log_upto: number;
  };
  signature: {
    id: string; version_id: string; content_hash: string; pdf_hash: string; role: "party" | "mediator"; signer_id: string; signer: string; party_id: string | null; capacity: string; on_behalf_of: string | null; level: SignatureLevel; statement: string;
    strokes: Json<Stroke[]>; typed_name: string | null; code_id: string; identity: string; ip: string; device: string; at: Date;
  };
  application: {
    id: Generated<string>; case_id: string; version_id: string; court_id: string; state: ApplicationState; revision: number; returns: Generated<number>; content: string; content_hash: string; paper_file: string;
    defects: Json<Defect[]>; answers: Json<{ defect: number; note: string; by: string }[]>; ground: string | null; reason: string | null; ruling_number: string | null; ruling_file: string | null; filed_at: Date | null; docketed_at: Date | null; decided_at: Date | null; created_at: Created;
  };
  application_signature: { id: string; application_id: string; revision: number; content_hash: string; party_id: string; signer_id: string; signer: string; capacity: string; level: SignatureLevel; statement: string; strokes: Json<Stroke[]>; typed_name: string | null; code_id: string; ip: string; device: string; at: Date };
  outbox: { id: Generated<string>; case_id: string | null; kind: string; key: string | null; payload: Json<Record<string, string>>; state: Generated<"waiting" | "done">; tries: Generated<number>; next_at: Created; created_at: Created; done_at: Date | null; last_error: string | null };
  audit_entry: { case_id: string; seq: number; at: string; text: string; prev_hash: string; hash: string };
  audit_head: { case_id: string; seq: number; hash: string; at: Created; signature: string };
}
