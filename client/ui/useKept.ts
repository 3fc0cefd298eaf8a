import { useCallback, useState } from "react";

const kept = new Map<string, unknown>();

/** State that outlives what shows it, as long as the page lives: a drawn signature is still there after something else was looked at. */
export function useKept<T>(key: string, first: T): [T, (next: T) => void] {
  const [value, set] = useState(() => (kept.has(key) ? (kept.get(key) as T) : first));
  const keep = useCallback(
    (next: T) => {
      kept.set(key, next);
      set(next);
    },
    [key],
  );
  return [value, keep];
}
