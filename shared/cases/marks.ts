import { z } from "zod";
import { agreementStates } from "../agreements/mark.ts";
import { confirmationStates } from "../confirmation/mark.ts";
import { draftStates } from "../drafting/mark.ts";
import { peopleStates } from "../people/mark.ts";
import { roomPhases } from "../rooms/mark.ts";
import { storedMark } from "./mark.ts";
import { periodStates } from "./period.ts";

/** The marks of a case as they are stored, one for each domain that says something of it. */
export const storedMarks = z.object({
  cases: storedMark(periodStates),
  people: storedMark(peopleStates),
  rooms: storedMark(roomPhases),
  drafting: storedMark(draftStates),
  agreements: storedMark(agreementStates),
  confirmation: storedMark(confirmationStates),
});

export type Marks = z.infer<typeof storedMarks>;
export type Domain = keyof Marks;
export const domains = storedMarks.keyof().options;
