import type { Marks } from "../cases/marks.ts";
import { type Step, waitsForMe } from "../cases/step.ts";

/**
 * Everybody is asked about a change of the text in force, and nothing lies with the court (R-G6).
 */
const isAsked = ({ agreements, confirmation }: Marks) =>
  agreements.state === "change-asked" &&
  (confirmation.state === "none" || confirmation.state === "drafted");

const whom = ({ agreements }: Marks) => agreements.waitingFor;

/** A change that is asked for comes before filing the text as it stands. */
export const changeSteps: Step[] = [
  {
    key: "answer-reopen",
    when: (marks, looker) => isAsked(marks) && waitsForMe(whom(marks), looker),
    for: whom,
  },
  { key: "wait-reopen", when: isAsked, for: whom },
];

/** From the frozen text to the sealed one. */
export const signingSteps: Step[] = [
  { key: "declined", when: ({ agreements }) => agreements.state === "declined", for: whom },
  {
    key: "seal",
    when: ({ agreements }, { as }) => agreements.state === "signed" && as === "coordinator",
  },
  {
    key: "wait-seal",
    when: ({ agreements }) => agreements.state === "signed" || agreements.state === "sealing",
    for: whom,
  },
  {
    key: "mediator-sign",
    when: ({ agreements }, { as }) => agreements.state === "mediator-signs" && as === "mediator",
  },
  {
    key: "wait-mediator",
    when: ({ agreements }) => agreements.state === "mediator-signs",
    for: whom,
  },
  {
    key: "sign",
    when: (marks, looker) =>
      marks.agreements.state === "signing" && waitsForMe(whom(marks), looker),
    for: whom,
  },
  { key: "wait-signatures", when: ({ agreements }) => agreements.state === "signing", for: whom },
];
