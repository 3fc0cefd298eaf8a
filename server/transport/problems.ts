import { randomUUID } from "node:crypto";
import type { NextFunction, Request, Response } from "express";
import type { Logger } from "pino";
import { ZodError } from "zod";
import {
  type Language,
  type Problem,
  Refusal,
  type RefusalCode,
  refusalStatus,
  refusalText,
} from "../../shared/refusal.ts";

export const languageOf = (header: string | undefined): Language =>
  /^\s*en/i.test(header ?? "") ? "en" : "zh-CN";

export const problemOf = (
  code: RefusalCode,
  language: Language,
  requestId: string,
  details?: Record<string, unknown>,
): Problem => ({
  type: `/problems/${code}`,
  status: refusalStatus(code),
  code,
  title: refusalText(code, language),
  requestId,
  ...(details ? { details } : {}),
});

/**
 * Anything thrown becomes one problem: refusals as they are, bad input by field, everything else as
 * an unknown fault with its id in the log.
 */
export function toProblem(
  error: unknown,
  language: Language,
  log: Logger,
  requestId: string = randomUUID(),
): Problem {
  if (error instanceof Refusal) return problemOf(error.code, language, requestId, error.details);
  if (error instanceof ZodError)
    return problemOf("request/invalid", language, requestId, {
      fields: error.issues
        .slice(0, 20)
        .map((issue) => ({ path: issue.path.join("."), message: issue.code })),
    });
  const { status, type } = error as { status?: number; type?: string };
  if (type === "entity.too.large" || status === 413)
    return problemOf("request/too-large", language, requestId);
  if (status === 404) return problemOf("request/not-found", language, requestId);
  if (status && status >= 400 && status < 500)
    return problemOf("request/invalid", language, requestId);
  log.error(
    {
      requestId,
      err: {
        message: (error as Error)?.message?.slice(0, 2000),
        stack: (error as Error)?.stack?.slice(0, 4000),
      },
    },
    "unknown fault",
  );
  return problemOf("request/unknown", language, requestId);
}

export function answerProblems(log: Logger) {
  return (error: unknown, req: Request, res: Response, _next: NextFunction) => {
    const problem = toProblem(
      error,
      languageOf(req.get("accept-language")),
      log,
      res.locals.requestId as string | undefined,
    );
    if (res.headersSent) return res.end();
    if (typeof problem.details?.waitSeconds === "number")
      res.set("retry-after", String(problem.details.waitSeconds));
    res.status(problem.status).type("application/problem+json").json(problem);
  };
}
