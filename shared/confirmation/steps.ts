import type { Marks } from "../cases/marks.ts";
import { type Step, waitsForMe } from "../cases/step.ts";

/** The application lies with the parties and owes the court nothing but signatures. */
const isToSign = ({ confirmation }: Marks) =>
  confirmation.state === "drafted" || confirmation.state === "corrected";

/** An agreement is in force and no application stands. */
const isToApply = ({ agreements, confirmation }: Marks) =>
  (agreements.state === "sealed" || agreements.state === "change-asked") &&
  (confirmation.state === "none" || confirmation.state === "withdrawn");

const whom = ({ confirmation }: Marks) => confirmation.waitingFor;

/** From the agreement in force to the court's answer. */
export const confirmationSteps: Step[] = [
  {
    key: "wait-court",
    when: ({ confirmation }) => confirmation.state === "filed" || confirmation.state === "docketed",
  },
  { key: "confirmed", when: ({ confirmation }) => confirmation.state === "confirmed" },
  { key: "not-accepted", when: ({ confirmation }) => confirmation.state === "not-accepted" },
  { key: "dismissed", when: ({ confirmation }) => confirmation.state === "dismissed" },
  { key: "correct", when: ({ confirmation }) => confirmation.state === "returned" },
  { key: "file", when: (marks) => isToSign(marks) && whom(marks).length === 0 },
  {
    key: "sign-application",
    when: (marks, looker) => isToSign(marks) && waitsForMe(whom(marks), looker),
    for: whom,
  },
  { key: "wait-application", when: isToSign, for: whom },
  {
    key: "too-late",
    when: (marks, { today }) =>
      isToApply(marks) && marks.confirmation.closes !== null && today > marks.confirmation.closes,
  },
  { key: "apply", when: isToApply },
];
