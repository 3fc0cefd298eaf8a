import type { Parts } from "../parts.ts";
import type { Handlers } from "../transport/serve.ts";
import { seatCookie } from "../transport/sessions.ts";
import { sendCode } from "./codes.ts";
import { acknowledgeNotice, confirmAddress, giveIdentity } from "./enter.ts";
import { enterByCode } from "./enterByCode.ts";
import { byLink } from "./invite.ts";
import { greet, me, staffMe } from "./view.ts";

/**
 * A person's way in: link → code → identity → rights notice → address. Each step is kept, so coming
 * back resumes.
 */
export function peopleHandlers(parts: Parts) {
  return {
    "GET /api/entry/:token": async ({ params, req }) => greet(parts, params.token, req.headers),
    "POST /api/entry/:token/code": async ({ params }) => {
      const person = await byLink(parts, params.token);
      return sendCode(parts, { participantId: person.id }, "enter", person.case_id, (tx) =>
        byLink({ ...parts, db: tx }, params.token),
      );
    },
    "POST /api/entry/:token/session": async ({ params, body, device, res }) => {
      const { seat, token, expires } = await enterByCode(parts, params.token, body.code, device);
      const secure = parts.settings.PUBLIC_URL.startsWith("https:");
      res.cookie(seatCookie(seat), token, {
        httpOnly: true,
        sameSite: "lax",
        secure,
        expires,
        path: "/",
      });
      return { seat };
    },
    "GET /api/me": async ({ who }) => me(parts, await who()),
    "POST /api/me/identity": async ({ who, body }) => {
      const asker = await who();
      await giveIdentity(parts, asker, body);
      return me(parts, asker);
    },
    "POST /api/me/notice": async ({ who, body }) => {
      const asker = await who();
      await acknowledgeNotice(parts, asker, body.version);
      return me(parts, asker);
    },
    "POST /api/me/address": async ({ who, body }) => {
      const asker = await who();
      await confirmAddress(parts, asker, body);
      return me(parts, asker);
    },
    "GET /api/staff/me": async ({ who }) => staffMe(parts.db, await who()),
  } satisfies Handlers;
}
