import type { Generated } from "kysely";
import type { Stroke } from "../../../shared/agreements/agreement.ts";
import type { SignatureLevel } from "../../../shared/agreements/signing.ts";
import type { ApplicationState } from "../../../shared/confirmation/application.ts";
import type { Check } from "../../../shared/confirmation/checks.ts";
import type {
  Defect,
  DefectAnswer,
  SupplementData,
} from "../../../shared/confirmation/contract.ts";
import type { Created, Json } from "./column.ts";

/** Applications to the court, and what was filed. */
export interface ConfirmationTables {
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
    /**
     * The revision that lies with the court; null before filing. A returned application is mended
     * in a later one.
     */
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
}
