import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";

/** Something went wrong that nobody was waiting for. */
export type Fault = { id: string; where: string; error: Error };
const listeners = new Set<(fault: Fault) => void>();

/** Whoever wants to know of faults (the log, the count); answers how to stop listening. */
export function onFault(listener: (fault: Fault) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function report(where: string, thrown: unknown): Fault {
  const fault = {
    id: randomUUID(),
    where,
    error: thrown instanceof Error ? thrown : new Error(String(thrown)),
  };
  for (const listener of listeners) listener(fault);
  return fault;
}

/**
 * What a fault ends when nothing nearer catches it: one request, or one connection. Never the
 * process.
 */
type Owner = { where: string; end: (fault: Fault) => void };
const owners = new AsyncLocalStorage<Owner>();
export const ownedBy = <T>(owner: Owner, work: () => T): T => owners.run(owner, work);

/**
 * Runs what outlives the request that asked for it: timers and promises it begins belong to nobody,
 * and keep nothing of that request.
 */
export const ownedByNobody: <T>(work: () => T) => T = AsyncLocalStorage.snapshot();

/** Reports what reached the process uncaught and ends its owner. */
export function endOwner(kind: string, thrown: unknown): void {
  const owner = owners.getStore();
  const fault = report(`${kind} in ${owner?.where ?? "nothing known"}`, thrown);
  try {
    owner?.end(fault);
  } catch (error) {
    report(`ending ${owner?.where}`, error);
  }
}

/**
 * Runs work that nobody waits for. Whatever it throws, now or later, is reported and ends nothing.
 */
export function inBackground(where: string, work: () => unknown): Promise<void> {
  try {
    return Promise.resolve(work()).then(
      () => {},
      (error: unknown) => void report(where, error),
    );
  } catch (error) {
    report(where, error);
    return Promise.resolve();
  }
}

/** Again and again, never twice at once. Keeps no process alive. */
export function every(where: string, ms: number, work: () => unknown): { stop: () => void } {
  let running = false;
  const timer = setInterval(() => {
    if (running) return;
    running = true;
    inBackground(where, work).then(() => {
      running = false;
    });
  }, ms);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

export type Timed = { stop: () => void; unref: () => void };

/** Once, later. `unref`: the process may end before. */
export function after(where: string, ms: number, work: () => unknown): Timed {
  const timer = setTimeout(() => inBackground(where, work), ms);
  return { stop: () => clearTimeout(timer), unref: () => void timer.unref() };
}

/** When the loop has turned once. */
export const soon = (where: string, work: () => unknown): void =>
  void setImmediate(() => inBackground(where, work));

type Listener = (...told: never[]) => unknown;
type Speaker = { on(event: string, listener: Listener): unknown };

/**
 * The only way the server listens to sockets: a listener that throws, at once or later, ends the
 * event it was called for.
 */
export function hear(speaker: Speaker, event: string, listener: Listener): void {
  speaker.on(event, (...told) => inBackground(`event ${event}`, () => listener(...told)));
}
