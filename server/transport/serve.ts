import { Router, type Request, type Response } from "express";
import type { z } from "zod";
import { type Answers, type RouteKey, type Routes, routes } from "../../shared/contract.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { type Language, Refusal } from "../../shared/refusal.ts";
import { languageOf } from "./problems.ts";

/** A file as an answer, shown in the page or saved. */
export class FileReply {
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly name: string;
  constructor(bytes: Uint8Array, type: string, name: string) {
    this.bytes = bytes;
    this.type = type;
    this.name = name;
  }
}

type Part<K extends RouteKey, P extends string> = Routes[K] extends Record<P, infer S extends z.ZodType> ? z.infer<S> : undefined;
export type Ask<K extends RouteKey> = {
  params: Part<K, "params">;
  query: Part<K, "query">;
  body: Part<K, "body">;
  /** Who asks; refuses when nobody is signed in. */
  who: () => Promise<Asker>;
  language: Language;
  ip: string;
  device: string;
  req: Request;
  res: Response;
};
type Reply<K extends RouteKey> = Answers[K] extends Blob ? FileReply : Answers[K];
export type Handlers = { [K in RouteKey]?: (ask: Ask<K>) => Promise<Reply<K>> };

/** Text that no database column can hold (NUL, half a character) is bad input wherever it stands. */
export function refuseUnstorable(given: unknown): void {
  if (/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(given) ?? ""))
    throw new Refusal("request/invalid", { fields: [{ path: "", message: "unstorable-text" }] });
}

/** Parse (schema of the contract) → who is asking → the handler → the asker's own view. Every route is this one path. */
export function serve(handlers: Handlers, askerOf: (req: Request) => Promise<Asker | null>): Router {
  const router = Router();
  for (const key of Object.keys(handlers) as RouteKey[]) {
    const [method, path] = key.split(" ") as ["GET" | "POST" | "PUT", string];
    const schema = routes[key] as { params?: z.ZodType; query?: z.ZodType; body?: z.ZodType };
    const handler = handlers[key] as (ask: unknown) => Promise<unknown>;
    router[method.toLowerCase() as "get" | "post" | "put"](path, async (req, res) => {
      const params = schema.params?.safeParse(req.params);
      if (params && !params.success) throw new Refusal("request/not-found");
      refuseUnstorable([req.params, req.query, Buffer.isBuffer(req.body) ? null : req.body]);
      const ask = {
        params: params?.data,
        query: schema.query?.parse(req.query),
        body: schema.body?.parse(req.body ?? {}),
        who: async () => {
          const asker = await askerOf(req);
          if (!asker) throw new Refusal("people/sign-in-needed");
          return asker;
        },
        language: languageOf(req.get("accept-language")),
        ip: req.ip ?? "",
        device: (req.get("user-agent") ?? "").slice(0, 300),
        req,
        res,
      };
      const reply = await handler(ask);
      res.set("cache-control", "no-store");
      if (!(reply instanceof FileReply)) return void res.json(reply);
      res
        .set("content-disposition", `inline; filename*=UTF-8''${encodeURIComponent(reply.name)}`)
        .type(reply.type)
        .send(Buffer.from(reply.bytes));
    });
  }
  return router;
}
