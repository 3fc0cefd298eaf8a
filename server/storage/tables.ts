import type { DisputeKind } from "../../shared/cases/causes.ts";
import type { Domain } from "../../shared/cases/marks.ts";
import type { CaseState } from "../../shared/cases/state.ts";
import type { IdKind } from "../../shared/people/idNumber.ts";
import type { ColumnType, Generated } from "kysely";
import type { Stroke } from "../../shared/agreements/agreement.ts";
import type { SignatureLevel, VersionState } from "../../shared/agreements/signing.ts";
import type { ApplicationState } from "../../shared/confirmation/application.ts";
import type { Check } from "../../shared/confirmation/checks.ts";
import type { Defect, DefectAnswer, SupplementData } from "../../shared/confirmation/contract.ts";
import type { SettledFinding } from "../../shared/drafting/preflight.ts";
import type { Clause } from "../../shared/drafting/clause.ts";
import type { WordingKind } from "../../shared/drafting/wording.ts";
import type { Authority, Capacity, StaffRole } from "../../shared/people/asker.ts";
import type { CheckStep, CheckWay } from "../../shared/people/identityCheck.ts";
import type { Session } from "../../shared/rooms/session.ts";

/** JSON columns are written as text (an array as a parameter means something else to each driver) and read as data. */
type Json<T> = ColumnType<T, string, string>;
type Created = Generated<Date>;

export interface Tables {
  organisation: { id: Generated<string>; name: string; district: string };
  court: { id: Generated<string>; name: string; district: string };
  staff: {
    user_id: string;
    name: string;
    role: StaffRole;
    organisation_id: string | null;
    court_id: string | null;
  };
  case_number: { organisation_id: string; year: number; last: number };
  cases: {
    id: Generated<string>;
    code: string;
    title: string;
    kind: DisputeKind;
    organisation_id: string;
    mediator_id: string;
    facts: string;
    disputed: string;
    claims: string;
    accepted_at: Created;
    updated_at: Created;
    state: Generated<CaseState>;
    /** By which edition of the domains' marks this case's were made; "" until they are. */
    marks_edition: Generated<string>;
  };
  /** What each domain says of a case in a few words, written with every change of it (R-S3). */
  case_mark: {
    case_id: string;
    domain: Domain;
    state: string;
    waiting_for: Json<string[]>;
    due: string | null;
    closes: string | null;
    met: boolean;
  };
  party: {
    id: Generated<string>;
    case_id: string;
    position: number;
    side: "applicant" | "respondent";
    kind: "person" | "company";
    title: string;
    name: string;
    sex: string;
    birth: string;
    nation: string;
    occupation: string;
    address: string;
    district: string;
    id_sealed: Buffer | null;
    id_mask: string;
    legal_rep_name: string;
    legal_rep_title: string;
    liability: string;
  };
  participant: {
    id: Generated<string>;
    case_id: string;
    party_id: string;
    name: string;
    capacity: Capacity;
    authority: Authority | null;
    firm: string;
    phone: string;
    email: string;
    link_hash: string | null;
    link_expires_at: Date | null;
    invited_at: Date | null;
    expected_id_sealed: Buffer | null;
    id_kind: IdKind | null;
    id_sealed: Buffer | null;
    id_mask: string | null;
    identity_at: Date | null;
    notice_version: string | null;
    notice_at: Date | null;
    service_address: string | null;
    service_phone: string | null;
    service_email: string | null;
    electronic_service: boolean | null;
    address_at: Date | null;
    verified_at: Date | null;
    verified_by: string | null;
    verified_method: string | null;
    /** Since when the person has proved, by a code sent there, to hold the contact on record. */
    contact_confirmed_at: Date | null;
  };
  one_time_code: {
    id: Generated<string>;
    participant_id: string | null;
    staff_id: string | null;
    purpose: string;
    code_hash: string;
    created_at: Created;
    expires_at: Date;
    used_at: Date | null;
  };
  /** One row for each wrong code of the last day; `owner` is a participant or a member of staff. */
  wrong_code: { id: Generated<string>; owner: string; purpose: string; at: Date };
  participant_session: {
    id: Generated<string>;
    token_hash: string;
    participant_id: string;
    created_at: Created;
    expires_at: Date;
    /** The browser's own words, for `deviceOf`. */
    device: string;
    used_at: Created;
  };
  /** One check of a document, from its beginning. It holds while `done_at` is set and `undone_at` is not. */
  identity_check: {
    id: Generated<string>;
    case_id: string;
    participant_id: string;
    way: CheckWay;
    place: Generated<string>;
    ticks: ColumnType<CheckStep[], string | undefined, string>;
    by_id: string;
    by_name: string;
    number_print: string;
    begun_at: Date;
    done_at: Date | null;
    undone_at: Date | null;
    undone_by: string | null;
    undone_reason: string | null;
  };
  /** Who of the office opened this text before its seal. */
  paper_read: { version_id: string; staff_id: string; at: Date };
  message: {
    id: Generated<string>;
    case_id: string;
    channel: string;
    author_id: string;
    author: string;
    author_title: string;
    body: string;
    at: Created;
  };
  /** The live session of a case: read through `sessionShape`. */
  room: { case_id: string; state: Json<Session> };
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
  key_fingerprint: { file: string; digest: string; at: Created };
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
    /** The signing record that the sealed paper's statement names; null for versions sealed before that was kept. */
    record_file: string | null;
    /** Why the seal is not on yet: a code of `SealTrouble`. */
    seal_error: string | null;
    /** When sealing was given up because the data itself stands in the way; the way back is open then (R-G10). */
    seal_failed_at: Date | null;
    /** How the frozen paper was drawn (JSON); null for versions frozen before that was kept. */
    drawn: string | null;
    log_upto: number;
    /** What the mediator settled by a written reason when freezing (R-D22). */
    settled: Json<SettledFinding[]>;
    /** Why the mediator asks everybody to agree to a change of a text in force; null when nobody asks. */
    reopen_asked: string | null;
  };
  reopening_agreed: {
    version_id: string;
    party_id: string;
    by_id: string | null;
    by_name: string;
    at: Date;
  };
  /** Somebody does not sign this version. It stands until that party signs, or the person says so. */
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
  application: {
    id: Generated<string>;
    case_id: string;
    version_id: string;
    court_id: string;
    state: ApplicationState;
    revision: number;
    returns: Generated<number>;
    content: string;
    content_hash: string;
    paper_file: string;
    defects: Json<Defect[]>;
    answers: Json<DefectAnswer[]>;
    ground: string | null;
    reason: string | null;
    ruling_number: string | null;
    ruling_file: string | null;
    filed_at: Date | null;
    docketed_at: Date | null;
    decided_at: Date | null;
    created_at: Created;
    /** The revision that lies with the court; null before filing. A returned application is mended in a later one. */
    filed_revision: number | null;
    ruling_pages: number | null;
  };
  /** What was handed to the court, once for each filed revision; never changed. */
  filing: {
    application_id: string;
    revision: number;
    content: string;
    content_hash: string;
    checks: Json<Check[]>;
    /** To the defects of the return before it. */
    answers: Json<DefectAnswer[]>;
    filed_by: string;
    filed_at: Date;
  };
  filed_document: {
    application_id: string;
    revision: number;
    position: number;
    document: string;
    name: string;
    file: string;
    bytes: number;
    pages: number;
    signers: Json<{ name: string; at: string }[]>;
  };
  /** A change of a person's data after filing, shown to the court beside what was filed. */
  supplement: {
    id: Generated<string>;
    application_id: string;
    participant_id: string;
    kind: "address";
    before: Json<SupplementData>;
    after: Json<SupplementData>;
    at: Date;
  };
  withdrawal_agreed: { application_id: string; party_id: string; participant_id: string; at: Date };
  application_signature: {
    id: string;
    application_id: string;
    revision: number;
    content_hash: string;
    party_id: string;
    signer_id: string;
    signer: string;
    capacity: string;
    level: SignatureLevel;
    statement: string;
    strokes: Json<Stroke[]>;
    typed_name: string | null;
    code_id: string;
    ip: string;
    device: string;
    at: Date;
  };
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
    /** Whose code or link the message carries; null when it carries none. `secret_sealed` is null once that is of no more use. */
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
}
