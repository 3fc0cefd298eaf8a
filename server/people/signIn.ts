import { randomBytes, timingSafeEqual } from "node:crypto";
import { parseCookie } from "cookie";
import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { Refusal } from "../../shared/refusal.ts";
import type { Parts } from "../parts.ts";
import { ADDRESS_HEADER, type AddressOf, networkOf } from "../transport/address.ts";
import type { LimitName } from "../transport/limits.ts";

const credentials = z.object({
  email: z.string().trim().min(1).max(200),
  password: z.string().min(1).max(200),
});

const KNOWN_DAYS = 180;

/**
 * R-L5. Wrong passwords are counted twice: by the network they come from and by the account they
 * are for, so that neither one account from everywhere nor all accounts from one place can be tried
 * out. A browser that has signed in to this account before is counted by itself alone: a stranger's
 * guesses never lock a member of staff out of the browser he works with. Right passwords are not
 * counted.
 */
function guessLimits(
  network: string,
  account: string,
  known: string | null,
): [LimitName, string][] {
  if (known) return [["passwordsFromKnownBrowser", known]];
  return [
    ["passwordsFromNetwork", network],
    ["passwordsForAccount", account],
  ];
}

/**
 * Staff sign in and out here. Of what the accounts could answer by themselves nothing else is open.
 */
export function staffDoor(parts: Parts, addressOf: AddressOf): Router {
  const { keys, accounts, limits } = parts;
  const secure = parts.settings.PUBLIC_URL.startsWith("https:");
  const cookieOf = (account: string) =>
    `known_${keys.fingerprint(`browser:${account}`).slice(0, 16)}`;
  const markOf = (account: string, nonce: string) =>
    keys.fingerprint(`browser:${account}:${nonce}`);

  /** Which known browser this is for this account, or null. */
  function knownBrowser(req: Request, account: string): string | null {
    const [nonce, mark] = (parseCookie(req.headers.cookie ?? "")[cookieOf(account)] ?? "").split(
      ".",
    );
    const expected = Buffer.from(markOf(account, nonce ?? ""));
    const given = Buffer.from(mark ?? "");
    return nonce && given.length === expected.length && timingSafeEqual(given, expected)
      ? nonce
      : null;
  }
  function remember(res: Response, account: string, nonce = randomBytes(16).toString("hex")) {
    const maxAge = KNOWN_DAYS * 86_400_000;
    res.cookie(cookieOf(account), `${nonce}.${markOf(account, nonce)}`, {
      httpOnly: true,
      sameSite: "lax",
      secure,
      maxAge,
      path: "/api/auth",
    });
  }
  const pass = async (req: Request, body: unknown) => {
    const { cookie = "", origin, "user-agent": device } = req.headers;
    const answer = await accounts.answer(
      new Request(new URL(req.originalUrl, parts.settings.PUBLIC_URL), {
        method: "POST",
        headers: {
          "content-type": "application/json",
          cookie,
          ...(origin ? { origin: parts.settings.PUBLIC_URL } : {}),
          ...(device ? { "user-agent": device } : {}),
          [ADDRESS_HEADER]: addressOf(req),
        },
        body: JSON.stringify(body),
      }),
    );
    return answer;
  };

  const door = Router();
  door.post("/api/auth/sign-in/email", async (req, res) => {
    const { email, password } = credentials.parse(req.body ?? {});
    const account = email.toLowerCase();
    const counted = guessLimits(networkOf(addressOf(req)), account, knownBrowser(req, account));
    for (const [limit, key] of counted) await limits.take(limit, key);
    const answer = await pass(req, { email: account, password });
    if (!answer.ok) throw new Refusal("people/sign-in-wrong");
    for (const [limit, key] of counted) await limits.giveBack(limit, key);
    remember(res, account, knownBrowser(req, account) ?? undefined);
    for (const cookie of answer.headers.getSetCookie()) res.append("set-cookie", cookie);
    res.set("cache-control", "no-store").json({ done: true });
  });
  door.post("/api/auth/sign-out", async (req, res) => {
    const answer = await pass(req, {});
    for (const cookie of answer.headers.getSetCookie()) res.append("set-cookie", cookie);
    res.json({ done: true });
  });
  door.use("/api/auth", () => {
    throw new Refusal("request/not-found");
  });
  return door;
}
