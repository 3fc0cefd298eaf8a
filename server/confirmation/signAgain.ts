import type { CaseRow } from "../cases/access.ts";
import { participantsOf } from "../cases/store.ts";
import { putOutbox } from "../outbox/outbox.ts";
import type { Tx } from "../storage/database.ts";

/** Everybody is told why the application was drawn up again, so that nobody's signature falls in silence (R-C21, R-C26). */
export async function tellToSignAgain(tx: Tx, row: CaseRow, target: { id: string; revision: number }, why: string): Promise<void> {
  for (const person of await participantsOf(tx, row.id))
    await putOutbox(tx, {
      kind: "message",
      caseId: row.id,
      key: `sign-again:${target.id}:${target.revision}:${person.id}`,
      payload: {
        to: person.service_email || person.email || person.phone,
        subject: "司法确认申请书已重新生成，请重新签名",
        text: `${person.name}，您好：${why}。申请书已重新生成，之前的签名不再有效，请打开您的链接阅读并重新签名。`,
      },
    });
}
