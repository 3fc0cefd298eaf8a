import { Worker } from "node:worker_threads";
import type { FormName, Forms } from "./forms.ts";
import type { WorkerAnswer } from "./worker.ts";

/** Makes papers. The same data gives the same bytes. */
export type PaperMill = {
  render<F extends FormName>(form: F, data: Forms[F]): Promise<{ bytes: Buffer; pages: number }>;
  /** The characters of a text that no font draws; a paper with one must not be made. */
  uncovered(text: string): Promise<string[]>;
  stop(): Promise<void>;
};

export function openMill(): PaperMill {
  let worker: Worker | null = null,
    count = 0;
  const waiting = new Map<number, { resolve: (answer: WorkerAnswer) => void; reject: (error: Error) => void }>();
  const fail = (error: Error) => {
    worker = null;
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  };

  function ask(message: Record<string, unknown>): Promise<WorkerAnswer> {
    if (!worker) {
      const started = new Worker(new URL("./worker.ts", import.meta.url));
      started.on("message", (answer: WorkerAnswer) => {
        waiting.get(answer.id)?.resolve(answer);
        waiting.delete(answer.id);
      });
      started.on("error", fail);
      started.unref();
      worker = started;
    }
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
      await worker?.terminate();
    },
  };
}
