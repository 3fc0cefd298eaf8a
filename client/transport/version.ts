/** Which build of the pages the server has; the first one told is the one this page came with. */
let mine: string | null = null;
let newer = false;
const listeners = new Set<() => void>();

/** Notes the version that came with an answer. */
export function noteVersion(version: string | null): void {
  if (!version) return;
  mine ??= version;
  if (newer || version === mine) return;
  newer = true;
  for (const tell of listeners) tell();
}

export const hasNewer = () => newer;

export const onNewer = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};
