import type { z } from "zod";
import type { Answers, RouteKey, Routes } from "../../shared/contract.ts";
import type { Problem } from "../../shared/refusal.ts";
import { noteVersion } from "./version.ts";

/** A refused request: what the server said, in the reader's language. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }

  /** Whether the server marked this field. */
  field(path: string): boolean {
    return ((this.problem.details?.fields ?? []) as { path: string }[]).some(
      (field) => field.path === path,
    );
  }
}

/**
 * Nothing has come yet, or it is no longer this reader's: only the reason is shown. A passing fault
 * leaves what stands here.
 */
export const isShut = (error: unknown, data: unknown): boolean =>
  Boolean(error) &&
  (data === undefined ||
    (error instanceof Refused && [401, 403, 404, 410].includes(error.problem.status)));

let seat: string | null = null;

/** The seat this page acts for: a party's page names it, a staff page has none. */
export const takeSeat = (next: string | null) => {
  seat = next;
};

export const currentSeat = () => seat;
export const language = () => document.documentElement.lang || "zh-CN";

type Part<K extends RouteKey, P extends string> =
  Routes[K] extends Record<P, infer S extends z.ZodType>
    ? { [X in P]: z.input<S> }
    : { [X in P]?: undefined };

export type Ask<K extends RouteKey> = Part<K, "params"> & Part<K, "query"> & Part<K, "body">;

const offline = (): Problem => ({
  type: "",
  status: 0,
  code: "request/unknown",
  requestId: "",
  title:
    language() === "en"
      ? "No connection right now. Please check the network and try again; nothing was lost."
      : "现在连不上网络，请检查后重试，内容没有丢失。",
});

export function address(key: RouteKey, ask: { params?: unknown; query?: unknown }): string {
  const path = (key.split(" ")[1] as string).replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String((ask.params as Record<string, unknown>)[name])),
  );
  const query = new URLSearchParams(
    Object.entries((ask.query ?? {}) as Record<string, unknown>)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );
  return query.size ? `${path}?${query}` : path;
}

/**
 * One typed call: the key names method and path, the contract gives the types of both directions.
 */
export async function call<K extends RouteKey>(
  key: K,
  ...[ask]: Record<string, never> extends Ask<K> ? [ask?: Ask<K>] : [ask: Ask<K>]
): Promise<Answers[K]> {
  const given = (ask ?? {}) as { params?: unknown; query?: unknown; body?: unknown };
  return send<Answers[K]>(
    key.split(" ")[0] as string,
    address(key, given),
    given.body === undefined ? undefined : JSON.stringify(given.body),
    "application/json",
  );
}

export async function send<T>(
  method: string,
  path: string,
  body?: BodyInit,
  type?: string,
): Promise<T> {
  const response = await fetch(path, {
    method,
    credentials: "same-origin",
    headers: {
      "accept-language": language(),
      ...(seat ? { "x-seat": seat } : {}),
      ...(body && type ? { "content-type": type } : {}),
    },
    ...(body ? { body } : {}),
  }).catch(() => {
    throw new Refused(offline());
  });
  noteVersion(response.headers.get("x-version"));
  if (response.ok)
    return (
      response.headers.get("content-type")?.includes("json") ? response.json() : response.blob()
    ) as Promise<T>;
  throw new Refused(((await response.json().catch(() => null)) as Problem | null) ?? offline());
}
