import type { Step } from "../cases/step.ts";

/** Where people are speaking, one goes there first. */
export const roomSteps: Step[] = [
  { key: "room-open", when: ({ rooms }) => rooms.state === "open" },
];
