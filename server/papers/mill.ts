import { Worker } from "node:worker_threads";
import { after, type Timed } from "../guard.ts";
import type { FormName, Forms } from "./forms/index.ts";
import type { WorkerAnswer } from "./worker.ts";

/** Makes papers. The same data gives the same bytes. */
export type PaperMill = {
  render<F extends FormName>(form: F, data: Forms[F]): Promise<{ bytes: Buffer; pages: number }>;
  /** The characters of a text that no font draws; a paper with one must not be made. */
  uncovered(text: string): Promise<string[]>;
  stop(): Promise<void>;
};

/**
 * The fonts of a thread that has drawn are a few hundred megabytes; without work it ends, and the
 * next paper starts another.
 */
const IDLE_MS = 90_000;

/** `idleMs` only in tests. */
export function openMill({ idleMs } = { idleMs: IDLE_MS }): PaperMill {
  let worker: Worker | null = null;
  let idle: Timed | null = null;
  let count = 0;
  const waiting = new Map<
    number,
    { resolve: (answer: WorkerAnswer) => void; reject: (error: Error) => void }
  >();

  function start(): Worker {
    const started = new Worker(new URL("./worker.ts", import.meta.url));
    started.on("message", (answer: WorkerAnswer) => {
      waiting.get(answer.id)?.resolve(answer);
      waiting.delete(answer.id);
      if (waiting.size === 0) rest();
    });
    started.on("error", (error: Error) => {
      if (worker !== started) return;
      worker = null;
      for (const one of waiting.values()) one.reject(error);
      waiting.clear();
    });
    started.unref();
    return started;
  }
  function rest(): void {
    idle?.stop();
    idle = after("ending an idle papers' thread", idleMs, () => {
      const rested = worker;
      worker = null;
      return rested?.terminate();
    });
    idle.unref();
  }

  function ask(message: Record<string, unknown>): Promise<WorkerAnswer> {
    idle?.stop();
    worker ??= start();
    const id = ++count;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker?.postMessage({ id, ...message });
    });
  }
  return {
    async render(form, data) {
      const { bytes, pages, error } = await ask({ render: form, data });
      if (error || !bytes) throw new Error(error ?? "no paper came back");
      return { bytes: Buffer.from(bytes), pages: pages ?? 0 };
    },
    async uncovered(text) {
      const { missing, error } = await ask({ uncovered: text });
      if (error || !missing) throw new Error(error ?? "no answer");
      return missing;
    },
    async stop() {
      idle?.stop();
      await worker?.terminate();
    },
  };
}
