import { isParty, type Step } from "../cases/step.ts";

/** What there is to do when nothing else is: the text. The last row is everybody's. */
export const draftSteps: Step[] = [
  { key: "draft", when: (_, looker) => !isParty(looker) },
  { key: "consent", when: () => true },
];
