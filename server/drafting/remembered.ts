/**
 * An answer is asked for anew after this long, without making anybody wait; one older than the
 * second is never used.
 */
const ASK_AGAIN_MS = 10_000;
const OLDEST_MS = 20_000;

/**
 * Remembers an answer for a few seconds. A refusal or a fault is never remembered, and those who
 * wait for one question wait for the same one.
 */
export function remembered<T>(ask: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | null = null;
  let asking: Promise<T> | null = null;
  let at = 0;
  let freshFor = 0;
  const askAgain = () => {
    asking ??= ask().finally(() => {
      known = asking;
      asking = null;
      at = performance.now();
      freshFor = ASK_AGAIN_MS * (0.5 + Math.random()); // spread, so that a room of people does not ask all at once
    });
    asking.catch(() => {
      known = null;
    });
    return asking;
  };
  return () => {
    const age = performance.now() - at;
    if (known && age < freshFor) return known;
    const next = askAgain();
    return known && age < OLDEST_MS ? known : next;
  };
}
