import type { Contact } from "../../shared/people/contact.ts";
import { maskPhone } from "../../shared/people/idNumber.ts";
import type { Act } from "../cases/act.ts";
import type { Parts } from "../parts.ts";
import { maskEmail } from "./codes.ts";
import { endCodes, endSessions } from "./endSessions.ts";
import { SECRET_PLACE } from "../outbox/secrets.ts";
import { linkAsSecret, makeLink } from "./invite.ts";
import type { ParticipantRow } from "./participants.ts";

const inWords = ({ phone, email }: Contact) =>
  [phone && maskPhone(phone), email && maskEmail(email)].filter(Boolean).join("、");

/**
 * R-P16, the part that reaches people: sessions, codes and the link of the old contact end; it is
 * told so; the new one gets a link of its own when the person had been invited. Level and check are
 * cleared by the caller, in the same row.
 */
export async function changeContact(
  { tx, asker: by, record, later, afterCommit }: Act,
  parts: Parts,
  before: ParticipantRow,
  after: Contact & { name: string },
): Promise<void> {
  const caseId = before.case_id;
  const now = parts.now();
  await record("people/contact-changed", { who: after.name, whoId: before.id });
  await endCodes(tx, before.id, now);
  const ended = await endSessions(tx, before, now);
  const { organisation, code } = await tx
    .selectFrom("cases")
    .innerJoin("organisation", "organisation.id", "cases.organisation_id")
    .select(["organisation.name as organisation", "cases.code"])
    .where("cases.id", "=", caseId)
    .executeTakeFirstOrThrow();
  const old = before.email || before.phone;
  if (old)
    await later({
      kind: "message",
      payload: {
        to: old,
        subject: "您在调解中的联系方式已更换",
        text: `${before.name}，您好：${organisation}的调解（${code}）中，您的联系方式已由${by.name}改为${inWords(after)}。这里的登录和链接已经停用。如果不是您要求的，请马上联系${organisation}。`,
      },
    });
  const link = before.invited_at ? await makeLink(tx, parts, before.id) : null;
  const to = after.email || after.phone;
  if (to)
    await later({
      kind: "message",
      payload: {
        to,
        subject: `${organisation}登记了您的联系方式`,
        text: `${after.name}，您好：${organisation}的调解中，您的联系方式已登记为${inWords(after)}。${link ? `请打开您本人的链接，用验证码确认并重新核对身份：${SECRET_PLACE} 。链接只供您本人使用，请勿转发。` : "需要时会把链接发到这里。"}如果与您无关，请不要理会，并告诉${organisation}。`,
      },
      ...(link ? { secret: linkAsSecret(parts, before.id, link) } : {}),
    });
  afterCommit(() => parts.hangUp(ended));
}
