import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server as HttpServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import compression from "compression";
import express from "express";
import { routes } from "../shared/contract.ts";
import { Refusal } from "../shared/refusal.ts";
import { agreementHandlers, verifyUpload } from "./agreements/routes.ts";
import { caseHandlers } from "./cases/routes.ts";
import { onlyItsCourt } from "./confirmation/courtDoor.ts";
import { confirmationHandlers } from "./confirmation/routes.ts";
import { correspondenceHandlers } from "./correspondence/routes.ts";
import { draftHandlers } from "./drafting/routes.ts";
import { openDrafting } from "./drafting/sockets.ts";
import { every, inBackground, ownedBy } from "./guard.ts";
import type { Parts } from "./parts.ts";
import { checkHandlers } from "./people/checkRoutes.ts";
import { hangUpEnded } from "./people/hangUpEnded.ts";
import { sessionHandlers } from "./people/sessionRoutes.ts";
import { peopleHandlers } from "./people/routes.ts";
import { staffDoor } from "./people/signIn.ts";
import type { EndedSignIn } from "./people/staffAccounts.ts";
import { openRooms } from "./rooms/rooms.ts";
import { networkOf, openAddresses, trustOf } from "./transport/address.ts";
import { sha256 } from "./storage/files.ts";
import { bodyRoom, jsonBody } from "./transport/bodies.ts";
import { health, openMetrics } from "./transport/health.ts";
import { openApiDocument } from "./transport/openApi.ts";
import { servePages } from "./transport/pages.ts";
import { answerProblems } from "./transport/problems.ts";
import { SIGNATURE_PARTS } from "./transport/structure.ts";
import { changesFromOurPage, pageRules } from "./transport/security.ts";
import { type Door, serve } from "./transport/serve.ts";
import { askerFrom } from "./transport/sessions.ts";
import { askersConnected, closeSession, type FanOut, openSockets } from "./transport/sockets.ts";

const pages = fileURLToPath(new URL("../dist", import.meta.url));

/**
 * Which build of the pages this server hands out: an open page that came with another offers to
 * load again.
 */
const version = existsSync(path.join(pages, "index.html"))
  ? sha256(readFileSync(path.join(pages, "index.html"))).slice(0, 12)
  : "none";

const SIGN_IN_LIMIT = "16kb";
const JSON_LIMIT = "512kb";
const RULING_LIMIT = "13mb";

/** Whoever sends slower than this is let go: all headers, then the whole request. */
const HEADERS_WITHIN_MS = 15_000;
const REQUEST_WITHIN_MS = 180_000;

/** A session that runs out hears no more than this. */
const LOOK_FOR_ENDED_MS = 2000;

/** The whole server over chosen parts. Answers, then `listen` is the caller's. */
export function createApp(
  parts: Parts,
  fanOut: FanOut = null,
): { http: HttpServer; close: () => Promise<void> } {
  const app = express();
  const http = createServer(app);
  const io = openSockets(http, parts, fanOut);
  const rooms = openRooms(parts, io);
  const drafting = openDrafting(parts, io);
  parts.tell = rooms.tell;
  parts.hangUp = async (ended) => {
    for (const id of ended.sessionIds) closeSession(io, id);
    if (ended.sessionIds.length) await rooms.vacate(ended);
  };
  const staffEnded = (ended: EndedSignIn) => {
    closeSession(io, ended.sessionId);
    inBackground("leaving the media room", () => rooms.vacateStaff(ended));
  };
  parts.accounts.onEnded(staffEnded);
  const lookingForEnded = every("closing what ended sessions hold", LOOK_FOR_ENDED_MS, () =>
    hangUpEnded(parts, askersConnected(io), staffEnded),
  );
  const { registry, answered, close: stopCounting } = openMetrics();
  http.headersTimeout = HEADERS_WITHIN_MS;
  http.requestTimeout = REQUEST_WITHIN_MS;

  const addressOf = openAddresses(parts.settings.TRUSTED_PROXIES);
  app.disable("x-powered-by");
  app.set("trust proxy", trustOf(parts.settings.TRUSTED_PROXIES));
  app.set("query parser", "simple");
  app.use((req, res, next) => {
    res.locals.requestId = randomUUID();
    res.set({ "x-request-id": res.locals.requestId as string, "x-version": version });
    res.on("finish", () => answered.inc({ class: `${Math.floor(res.statusCode / 100)}xx` }));
    ownedBy(
      {
        where: `${req.method} ${req.path.replace(/(\/entry\/)[^/]+/, "$1…")}`,
        end: () => void res.destroy(),
      },
      next,
    );
  });
  app.use(...pageRules(parts));
  // Files that are packed already pass through untouched.
  app.use(compression());

  app.use(health(parts, fanOut, registry));
  app.get("/api/openapi.json", (_req, res) => void res.json(openApiDocument(routes)));
  app.get("/api/demo", (_req, res) => {
    if (!parts.settings.DEMO) throw new Refusal("request/not-found");
    res.sendFile(path.join(parts.settings.DATA_DIR, "demo.json"), { dotfiles: "allow" });
  });

  const door: Door = {
    addressOf,
    limits: parts.limits,
    askerOf: (req) => askerFrom(req.headers, req.get("x-seat"), parts),
  };
  countAndReadBodies(app, parts, door);
  answerRoutes(app, parts, rooms, drafting, door);

  if (existsSync(pages)) app.use(servePages(pages));
  app.use(() => {
    throw new Refusal("request/not-found");
  });
  app.use(answerProblems(parts.log));

  return {
    http,
    close: () =>
      new Promise((resolve) => {
        stopCounting();
        lookingForEnded.stop();
        rooms.stop();
        io.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}

/**
 * What every request to the API passes before its route: how many there may be, where it comes
 * from, and how large its body may be.
 */
function countAndReadBodies(
  app: express.Express,
  parts: Parts,
  { addressOf, askerOf }: Door,
): void {
  app.use("/api", async (req, _res, next) => {
    await parts.limits.take("requests", networkOf(addressOf(req)));
    next();
  });
  app.use("/api", bodyRoom(addressOf));
  app.use("/api", changesFromOurPage(parts.settings.PUBLIC_URL));
  app.use("/api/auth", jsonBody(SIGN_IN_LIMIT));
  app.use(staffDoor(parts, addressOf));
  // Counted before its bytes are taken in.
  const countUpload: express.RequestHandler = async (req, res, next) => {
    await parts.limits.take("uploads", networkOf(addressOf(req)));
    res.locals.counted = true;
    next();
  };
  app.post("/api/verify", countUpload, verifyUpload);
  // Only somebody who is signed in may make the server read a large body, or one of many parts.
  const signedIn: express.RequestHandler = async (req, _res, next) => {
    if (!(await askerOf(req))) throw new Refusal("people/sign-in-needed");
    next();
  };
  app.post(
    [
      "/api/court/applications/:applicationId/decision",
      "/api/court/applications/:applicationId/ruling",
    ],
    onlyItsCourt(parts, askerOf),
    jsonBody(RULING_LIMIT),
  );
  app.post(
    ["/api/cases/:caseId/agreement/signatures", "/api/cases/:caseId/confirmation/signatures"],
    signedIn,
    jsonBody(JSON_LIMIT, SIGNATURE_PARTS),
  );
  app.use("/api", jsonBody(JSON_LIMIT));
}

/** Every route of the contract, and an answer to what is none. */
function answerRoutes(
  app: express.Express,
  parts: Parts,
  rooms: ReturnType<typeof openRooms>,
  drafting: ReturnType<typeof openDrafting>,
  door: Door,
): void {
  app.use(
    serve(
      {
        ...peopleHandlers(parts),
        ...checkHandlers(parts, rooms.look),
        ...sessionHandlers(parts),
        ...caseHandlers(parts, rooms.present),
        ...correspondenceHandlers(parts),
        ...rooms.handlers,
        ...draftHandlers(parts),
        ...agreementHandlers(parts, drafting.tellFrozen),
        ...confirmationHandlers(parts),
      },
      door,
    ),
  );
  app.use("/api", () => {
    throw new Refusal("request/not-found");
  });
}
