import { isParty, type Step } from "../cases/step.ts";

/** Before all else: whoever has not done the steps of the way in does them. */
export const entrySteps: Step[] = [
  { key: "enter", when: (_, { as }) => typeof as === "object" && !as.entered },
];

/** Staff see that every side is invited and comes in. */
export const invitationSteps: Step[] = [
  {
    key: "invite",
    when: ({ people }, looker) => !isParty(looker) && people.state === "uninvited",
    for: ({ people }) => people.waitingFor,
  },
  {
    key: "entering",
    when: ({ people }, looker) => !isParty(looker) && people.state === "outside",
    for: ({ people }) => people.waitingFor,
  },
];
