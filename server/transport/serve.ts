import { Router, type Request, type Response } from "express";
import type { z } from "zod";
import { type Answers, type RouteKey, type Routes, routes } from "../../shared/contract.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { type Language, Refusal } from "../../shared/refusal.ts";
import { type AddressOf, networkOf, tidyDevice } from "./address.ts";
import { limitOf, type Limits, limits } from "./limits.ts";
import { languageOf } from "./problems.ts";
import { refuseUnstorable } from "./storable.ts";

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

type Part<K extends RouteKey, P extends string> =
  Routes[K] extends Record<P, infer S extends z.ZodType> ? z.infer<S> : undefined;

export type Ask<K extends RouteKey> = {
  params: Part<K, "params">;
  query: Part<K, "query">;
  body: Part<K, "body">;
  /** Who asks; refuses when nobody is signed in. */
  who: () => Promise<Asker>;
  language: Language;
  /**
   * A real address or "unknown", and what the browser calls itself in plain ASCII: both may stand
   * on a paper.
   */
  ip: string;
  device: string;
  req: Request;
  res: Response;
};

type Reply<K extends RouteKey> = Answers[K] extends Blob ? FileReply : Answers[K];

/**
 * One handler a route. A domain says `satisfies Handlers` of its own; all of them together leave no
 * route out.
 */
export type AllHandlers = { [K in RouteKey]: (ask: Ask<K>) => Promise<Reply<K>> };
export type Handlers = Partial<AllHandlers>;

/** What every request passes: where it comes from, who asks, and how much of it there may be. */
export type Door = {
  addressOf: AddressOf;
  askerOf: (req: Request) => Promise<Asker | null>;
  limits: Limits;
};

/**
 * Who is asking → limit → parse (schema of the contract) → the handler → the asker's own view.
 * Every route is this one path.
 */
export function serve(handlers: AllHandlers, door: Door): Router {
  const router = Router();
  for (const key of Object.keys(handlers) as RouteKey[]) {
    const [method, path] = key.split(" ") as ["GET" | "POST" | "PUT", string];
    const schema = routes[key] as { params?: z.ZodType; query?: z.ZodType; body?: z.ZodType };
    const limit = limitOf(key);
    const { per } = limits[limit];
    const handler = handlers[key] as (ask: unknown) => Promise<unknown>;
    const whoAsks = async (req: Request) => {
      const asker = await door.askerOf(req);
      if (!asker) throw new Refusal("people/sign-in-needed");
      return asker;
    };
    router[method.toLowerCase() as "get" | "post" | "put"](path, async (req, res) => {
      const ip = door.addressOf(req);
      // A route that is not counted by network is for a known person, whatever its handler asks.
      const known = per === "person" ? await whoAsks(req) : null;
      if (!res.locals.counted) await door.limits.take(limit, known?.id ?? networkOf(ip));
      const params = schema.params?.safeParse(req.params);
      if (params && !params.success) throw new Refusal("request/not-found");
      refuseUnstorable([req.params, req.query, Buffer.isBuffer(req.body) ? null : req.body]);
      const ask = {
        params: params?.data,
        query: schema.query?.parse(req.query),
        body: schema.body?.parse(req.body ?? {}),
        who: async () => known ?? whoAsks(req),
        language: languageOf(req.get("accept-language")),
        ip,
        device: tidyDevice(req.get("user-agent")),
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
