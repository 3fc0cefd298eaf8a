import type { IdKind } from "../../../shared/people/idNumber.ts";
import type { ColumnType, Generated } from "kysely";
import type { Authority, Capacity, StaffRole } from "../../../shared/people/asker.ts";
import type { CheckStep, CheckWay } from "../../../shared/people/identityCheck.ts";
import type { Created } from "./column.ts";

/** Bodies, staff, the people of cases and how each of them was known. */
export interface PeopleTables {
  organisation: { id: Generated<string>; name: string; district: string };
  court: { id: Generated<string>; name: string; district: string };
  staff: {
    user_id: string;
    name: string;
    role: StaffRole;
    organisation_id: string | null;
    court_id: string | null;
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
  /**
   * One check of a document, from its beginning. It holds while `done_at` is set and `undone_at` is
   * not.
   */
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
}
