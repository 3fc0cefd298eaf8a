import type { DisputeKind } from "../../../shared/cases/causes.ts";
import type { Domain } from "../../../shared/cases/marks.ts";
import type { CaseState } from "../../../shared/cases/state.ts";
import type { Generated } from "kysely";
import type { Session } from "../../../shared/rooms/session.ts";
import type { Created, Json } from "./column.ts";

/** Cases, their parties, their live session and what is written to one another. */
export interface CasesTables {
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
}
