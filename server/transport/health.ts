import { Router } from "express";
import { collectDefaultMetrics, Counter, Registry } from "prom-client";
import { Refusal } from "../../shared/refusal.ts";
import { onFault } from "../guard.ts";
import type { Parts } from "../parts.ts";
import { carriesToken, fromThisMachine } from "./machine.ts";
import type { FanOut } from "./sockets.ts";

/** What is counted here, for the machine's own eyes or whoever carries METRICS_TOKEN. */
export function openMetrics(): { registry: Registry; answered: Counter; close: () => void } {
  const registry = new Registry();
  const answered = new Counter({
    name: "yuntiao_answers_total",
    help: "HTTP answers by status class",
    labelNames: ["class"],
    registers: [registry],
  });
  const faults = new Counter({
    name: "yuntiao_faults_total",
    help: "Faults nobody was waiting for: background work, events, and what reached the process uncaught",
    registers: [registry],
  });
  // With it: nodejs_eventloop_lag_*, how long the loop was held.
  collectDefaultMetrics({ register: registry });
  return { registry, answered, close: onFault(() => faults.inc()) };
}

const holds = (asked: Promise<unknown>): Promise<boolean> =>
  asked.then(
    () => true,
    () => false,
  );

/**
 * For machines: does it live, can it work, what does it count. Everybody may know yes or no; causes
 * and paths stay here.
 */
export function health(parts: Parts, fanOut: FanOut, registry: Registry): Router {
  const router = Router();
  const seal: { ok: boolean; error?: string } = { ok: true };
  parts.sealer.selfTest().catch((error: Error) => {
    Object.assign(seal, { ok: false, error: error.message });
    parts.log.error({ err: error.message }, "the seal's self-test failed");
  });
  router.get("/healthz", (_req, res) => void res.json({ ok: true }));
  router.get("/readyz", async (req, res) => {
    const [database, storage] = await Promise.all([
      holds(parts.db.selectFrom("organisation").select("id").limit(1).execute()),
      holds(parts.files.check()),
    ]);
    const redis = fanOut?.ready() ?? true;
    const media = parts.media.state();
    const inside = fromThisMachine(req);
    res.status(database && storage && redis && seal.ok ? 200 : 503).json({
      database: { ok: database },
      storage: { ok: storage },
      media: { ok: media.ready, step: media.step, ...(inside ? { detail: media.detail } : {}) },
      redis: { ok: redis, used: fanOut !== null },
      seal: inside ? seal : { ok: seal.ok },
    });
  });
  router.get("/metrics", async (req, res) => {
    if (!fromThisMachine(req) && !carriesToken(req, parts.settings.METRICS_TOKEN))
      throw new Refusal("request/not-found");
    res.type(registry.contentType).send(await registry.metrics());
  });
  router.get("/api/status", (req, res) => {
    const { ready, step, detail } = parts.media.state();
    res.json({
      demo: parts.settings.DEMO,
      media: { ready, step, detail: fromThisMachine(req) ? detail : "" },
    });
  });
  return router;
}
