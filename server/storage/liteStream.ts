import { Duplex } from "node:stream";
import type { Worker } from "node:worker_threads";
import type { FromLite } from "./liteWorker.ts";

/**
 * The wire between the PostgreSQL client and the embedded database: what `net.Socket` is to a
 * server, over a worker's messages.
 */
export class LiteStream extends Duplex {
  #worker: Worker;
  readonly #hear = (message: FromLite) => {
    if (message instanceof Uint8Array && message.length)
      this.push(Buffer.from(message.buffer, message.byteOffset, message.byteLength));
  };

  constructor(worker: Worker) {
    super();
    this.#worker = worker;
    worker.on("message", this.#hear);
  }

  connect(): this {
    process.nextTick(() => this.emit("connect"));
    return this;
  }

  // Of a socket's ways the client asks for these; a worker has nothing to set.
  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {}
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#send([chunk]);
    done();
  }

  /**
   * What the client writes at once goes as one message: a whole statement is one way there and one
   * back.
   */
  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#send(chunks.map(({ chunk }) => chunk));
    done();
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#worker.off("message", this.#hear);
    done(error);
  }

  #send(chunks: Buffer[]): void {
    const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    let at = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    this.#worker.postMessage(bytes, [bytes.buffer]);
  }
}
