import { agreementRoutes, type AgreementAnswers } from "./agreements/contract.ts";
import { caseRoutes, type CaseAnswers } from "./cases/contract.ts";
import { confirmationRoutes, type ConfirmationAnswers } from "./confirmation/contract.ts";
import { correspondenceRoutes, type CorrespondenceAnswers } from "./correspondence/contract.ts";
import { draftRoutes, type DraftAnswers } from "./drafting/contract.ts";
import { peopleRoutes, type PeopleAnswers } from "./people/contract.ts";
import { roomRoutes, type RoomAnswers } from "./rooms/contract.ts";

/**
 * Every HTTP request the product answers: "METHOD /path" → the schemas of its parts. Server,
 * OpenAPI and property tests walk this table.
 */
export const routes = {
  ...peopleRoutes,
  ...caseRoutes,
  ...correspondenceRoutes,
  ...roomRoutes,
  ...draftRoutes,
  ...agreementRoutes,
  ...confirmationRoutes,
};

export type Routes = typeof routes;
export type RouteKey = keyof Routes;
export type Answers = PeopleAnswers &
  CaseAnswers &
  CorrespondenceAnswers &
  RoomAnswers &
  DraftAnswers &
  AgreementAnswers &
  ConfirmationAnswers;
