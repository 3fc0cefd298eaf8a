import { z } from "zod";
import type { Day } from "../day.ts";

/** Whom a case may wait for beside its parties, which are named by their ids. */
export const MEDIATOR = "mediator";
export const ORGANISATION = "organisation";

/**
 * What one domain says of a case in a few words: where it stands there, whom it waits for, until
 * when. Lists, next steps and the clock read marks and never another domain's tables.
 */
export type Mark<State extends string = string> = {
  state: State;
  /** Ids of parties in their order, `MEDIATOR` or `ORGANISATION`. */
  waitingFor: string[];
  /** The last day of what runs, as far as the calendar is known. */
  due: Day | null;
  /**
   * The day after whose end it is too late; later than `due` only while a year's holidays are not
   * published (R-T3).
   */
  closes: Day | null;
  /** Whether what is due was done. */
  met: boolean;
};

/** A mark of a domain in which nothing is waited for and nothing runs. */
export const markAt = <State extends string>(
  state: State,
  rest: Partial<Omit<Mark, "state">> = {},
): Mark<State> => ({ waitingFor: [], due: null, closes: null, met: false, ...rest, state });

/** How a mark of these states is stored, to be read again. */
export const storedMark = <State extends string>(states: readonly State[]) =>
  z.object({
    state: z.enum(states),
    waitingFor: z.array(z.string()),
    due: z.string().nullable(),
    closes: z.string().nullable(),
    met: z.boolean(),
  });
