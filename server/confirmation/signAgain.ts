import type { Act } from "../cases/act.ts";
import { participantsOf } from "../cases/parties.ts";

/**
 * Everybody is told why the application was drawn up again, so that nobody's signature falls in
 * silence (R-C21, R-C26).
 */
export async function tellToSignAgain(
  { tx, row, notify }: Act,
  target: { id: string; revision: number },
  why: string,
): Promise<void> {
  for (const person of await participantsOf(tx, row.id))
    await notify(person, {
      key: `sign-again:${target.id}:${target.revision}:${person.id}`,
      subject: "司法确认申请书已重新生成，请重新签名",
      text: `${why}。申请书已重新生成，之前的签名不再有效，请打开您的链接阅读并重新签名。`,
    });
}
