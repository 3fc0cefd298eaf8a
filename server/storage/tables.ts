import type { PeopleTables } from "./tables/people.ts";
import type { CasesTables } from "./tables/cases.ts";
import type { DraftingTables } from "./tables/drafting.ts";
import type { AgreementsTables } from "./tables/agreements.ts";
import type { ConfirmationTables } from "./tables/confirmation.ts";
import type { RecordTables } from "./tables/record.ts";

/** Every table as it is after the last migration; each domain's in a file of its own. */
export type Tables = PeopleTables &
  CasesTables &
  DraftingTables &
  AgreementsTables &
  ConfirmationTables &
  RecordTables;
