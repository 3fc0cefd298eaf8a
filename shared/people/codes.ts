const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** So many within so long. */
type Window = { times: number; ms: number };

/** Five slips at once are human. */
const slips: readonly Window[] = [{ times: 5, ms: 10 * MINUTE }];

/** More than fifteen in a day are not, and leave a stranger one chance in 66,000. */
const guessesOfLink: readonly Window[] = [{ times: 15, ms: DAY }];

/**
 * Whatever is reissued: who gets hold of every new link has one chance in 33,000 a day and no more.
 */
const guessesOfDay: readonly Window[] = [...slips, { times: 30, ms: DAY }];

const sendsOfLink: readonly Window[] = [
  { times: 1, ms: MINUTE },
  { times: 10, ms: HOUR },
  { times: 20, ms: DAY },
];

const sendsOfDay: readonly Window[] = [{ times: 40, ms: DAY }];

/** How far back anything is counted. */
export const COUNTED_MS = DAY;

/** Milliseconds until one more is allowed in every window; 0 when it is allowed now. */
function waitFor(windows: readonly Window[], moments: readonly Date[], now: Date): number {
  const at = moments.map((one) => one.getTime()).sort((a, b) => a - b);
  return Math.max(
    0,
    ...windows.map(({ times, ms }) => {
      const blocking = at.at(-times);
      return blocking === undefined ? 0 : blocking + ms - now.getTime();
    }),
  );
}

/**
 * R-L1. How long somebody waits before he may enter a code (again). Wrong codes count over time,
 * per person and purpose, whichever code they were for; a new code changes nothing. A stranger who
 * got hold of a link and uses up its fifteen for the way in is shut out by a new link, and the
 * person is not; but five in ten minutes and thirty in a day are all there are, however often the
 * link is made anew.
 */
export const guessWait = (
  wrong: readonly Date[],
  now: Date,
  linkMade: Date | null = null,
): number =>
  Math.max(waitFor(guessesOfDay, wrong, now), waitFor(guessesOfLink, since(wrong, linkMade), now));

/**
 * R-L2. How long somebody waits before another code is sent to him. A code that was used does not
 * count.
 */
export const sendWait = (
  unused: readonly Date[],
  now: Date,
  linkMade: Date | null = null,
): number =>
  Math.max(waitFor(sendsOfDay, unused, now), waitFor(sendsOfLink, since(unused, linkMade), now));

const since = (moments: readonly Date[], start: Date | null) =>
  start ? moments.filter((one) => one >= start) : moments;
