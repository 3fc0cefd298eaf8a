/**
 * Reads what changed at once, and in a lively case at most every `ms`: what comes meanwhile is read
 * together, once.
 */
export function paced<Part>(ms: number, read: (part: Part) => void): (part: Part) => void {
  const waiting = new Set<Part>();
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
