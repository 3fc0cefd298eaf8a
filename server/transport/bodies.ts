import express, { type NextFunction, type Request, type Response } from "express";
import { Refusal } from "../../shared/refusal.ts";
import { type AddressOf, networkOf } from "./address.ts";
import { tangled } from "./structure.ts";

/**
 * R-L8. Bytes that bodies on their way may take up in memory, by what they announce: small ones are
 * not counted.
 */
const SMALL = 64 * 1024;
const OF_ONE_NETWORK = 90 * 1024 * 1024;
const OF_ALL = 400 * 1024 * 1024;

/** A body that does not say how large it is may become as large as the largest one that is read. */
const UNSAID = 40 * 1024 * 1024;

/**
 * Refuses a body for which there is no room before anything of it is read; its room is free again
 * when it was answered or let go.
 */
export function bodyRoom(addressOf: AddressOf) {
  const held = new Map<string, number>();
  let all = 0;
  return (req: Request, res: Response, next: NextFunction) => {
    const size =
      req.headers["transfer-encoding"] === undefined
        ? Number(req.headers["content-length"] ?? 0)
        : UNSAID;
    if (size <= SMALL) return next();
    const network = networkOf(addressOf(req));
    const ofNetwork = (held.get(network) ?? 0) + size;
    if (size > UNSAID) throw new Refusal("request/too-large");
    if (ofNetwork > OF_ONE_NETWORK || all + size > OF_ALL) throw new Refusal("request/too-busy");
    held.set(network, ofNetwork);
    all += size;
    res.once("close", () => {
      const left = (held.get(network) ?? 0) - size;
      all -= size;
      if (left > 0) held.set(network, left);
      else held.delete(network);
    });
    next();
  };
}

/**
 * JSON bodies: plain UTF-8 only (a packed body could unpack to anything; another character set
 * could hide its brackets), no larger than the limit, judged by structure before it is parsed. A
 * body of another kind is refused, none is fine.
 */
export function jsonBody(limit: string, mostParts?: number) {
  const parse = express.json({
    limit,
    inflate: false,
    verify: (_req, _res, bytes) => {
      if (tangled(bytes.toString("latin1"), mostParts))
        throw new Refusal("request/invalid", { fields: [{ path: "", message: "too-deep" }] });
    },
  });
  return (req: Request, res: Response, next: NextFunction) => {
    // A file was taken in as bytes by the route's own reader.
    if (Buffer.isBuffer(req.body)) return next();
    const carries =
      req.headers["transfer-encoding"] !== undefined ||
      Number(req.headers["content-length"] ?? 0) > 0;
    if (
      carries &&
      !/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(req.headers["content-type"] ?? "")
    )
      throw new Refusal("request/invalid", { fields: [{ path: "", message: "content-type" }] });
    parse(req, res, next);
  };
}
