/** Reads what changed at once, and in a lively case at most every `ms`: what comes meanwhile is read together, once. */
export function paced(ms: number, read: (part: string) => void): (part: string) => void {
  const waiting = new Set<string>();
  let pause: ReturnType<typeof setTimeout> | undefined;
  const go = () => {
    for (const part of waiting) read(part);
    waiting.clear();
    pause = setTimeout(() => {
      pause = undefined;
      if (waiting.size) go();
    }, ms);
  };
  return (part) => {
    waiting.add(part);
    if (!pause) go();
  };
}
