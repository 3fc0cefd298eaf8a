import type { Day } from "../day.ts";
import { lastDayOfMonths } from "../workdays.ts";

/**
 * R-T2. People's mediation is usually concluded within one month of acceptance (司法部令75 art. 33).
 */
export const mediationDeadline = (acceptedDay: Day): Day => lastDayOfMonths(acceptedDay, 1);
