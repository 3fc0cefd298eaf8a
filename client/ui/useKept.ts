import { useIsMutating, useMutation, type UseMutationOptions } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";

const kept = new Map<string, unknown>();
const listeners = new Set<() => void>();
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

// Whoever leaves the page with words that were not sent is asked first.
addEventListener("beforeunload", (event) => {
  if (kept.size > 0) event.preventDefault();
});

/**
 * Whoever acts on this page from now on: what another one kept here waits for that other one and is
 * not shown.
 */
export const keepFor = (id: string) => {
  person = id;
};

/** Nothing that was kept here is for whoever comes next. */
export const forgetAll = () => kept.clear();

/** Whether something that was not sent waits under this key. */
export const isKept = (key: string): boolean => kept.has(`${person} ${key}`);

/**
 * State that outlives what shows it, as long as the page lives: unsent words and a drawn signature
 * are still there after something else was looked at. One key for each place that words can go to,
 * so that none of them lands in another. The third part forgets what was sent (or, asked without
 * it, all), and nothing that was written since.
 */
export function useKept<T>(key: string, first: T): [T, (next: T) => void, (sent?: T) => void] {
  const mine = `${person} ${key}`;
  const value = useSyncExternalStore(subscribe, () => kept.get(mine) as T | undefined);
  const keep = useCallback((next: T) => put(mine, next), [mine]);
  const forget = useCallback(
    (sent?: T) => (sent === undefined || kept.get(mine) === sent) && put(mine, undefined),
    [mine],
  );
  return [value === undefined ? first : value, keep, forget];
}

/**
 * Sends what is kept under a key. That it is under way is known also to a form that was left and
 * found again.
 */
export function useSend<T, R>(
  key: string,
  options: Omit<UseMutationOptions<R, Error, T>, "mutationKey">,
) {
  const mutationKey = ["send", key];
  const isPending = useIsMutating({ mutationKey }) > 0;
  return { ...useMutation({ ...options, mutationKey }), isPending };
}
