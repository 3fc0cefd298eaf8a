import { useCallback, useSyncExternalStore } from "react";

const kept = new Map<string, unknown>(),
  listeners = new Set<() => void>();
let person = "";

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};
function put(key: string, value: unknown): void {
  if (value === undefined) kept.delete(key);
  else kept.set(key, value);
  for (const tell of listeners) tell();
}

/** Whoever acts on this page from now on: what another one kept here waits for that other one and is not shown. */
export const keepFor = (id: string) => {
  person = id;
};

/**
 * State that outlives what shows it, as long as the page lives: unsent words and a drawn signature are still there after
 * something else was looked at. One key for each place that words can go to, so that none of them lands in another.
 * The third part forgets what was sent, and nothing that was written since.
 */
export function useKept<T>(key: string, first: T): [T, (next: T) => void, (sent?: T) => void] {
  const mine = `${person} ${key}`,
    value = useSyncExternalStore(subscribe, () => kept.get(mine) as T | undefined);
  const keep = useCallback((next: T) => put(mine, next), [mine]),
    forget = useCallback((sent?: T) => (sent === undefined || kept.get(mine) === sent) && put(mine, undefined), [mine]);
  return [value === undefined ? first : value, keep, forget];
}
