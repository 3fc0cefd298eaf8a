import { type Decision, decide, groundFits } from "../../shared/confirmation/application.ts";
import type { Defect } from "../../shared/confirmation/contract.ts";
import { rulingRefusal, tidyRulingNumber } from "../../shared/confirmation/filed.ts";
import type { Asker, StaffAsker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { type Actor, signHead } from "../audit/chain.ts";
import { type Act, act } from "../cases/act.ts";
import { participantsOf } from "../cases/parties.ts";
import type { Parts } from "../parts.ts";
import type { ApplicationRow } from "./applications.ts";
import { atCourt } from "./courtDesk.ts";
import { CONFIRMATION_PARTS } from "./parts.ts";

export type DecisionInput = {
  decision: Decision;
  revision: number;
  defects: Defect[];
  ground?: string | undefined;
  reason: string;
  rulingNumber: string;
  rulingPdf?: string | undefined;
};

const DECISION_NAMES: Record<Decision, string> = {
  accept: "已受理",
  return: "一次性告知补正",
  "not-accept": "裁定不予受理",
  confirm: "裁定确认有效",
  dismiss: "裁定驳回申请",
};

const FINAL: readonly Decision[] = ["not-accept", "confirm", "dismiss"];

const missing = (path: string, message: string) =>
  new Refusal("request/invalid", { fields: [{ path, message }] });

/** The court's own file, read whole before it is believed; null when none came. */
async function storedRuling(
  parts: Parts,
  clerk: Actor,
  upload: string | undefined,
): Promise<{ file: string; pages: number } | null> {
  if (!upload) return null;
  const bytes = Buffer.from(upload, "base64");
  const { pages } = await parts.readers.pdf(bytes, clerk.id);
  return { file: await parts.files.put(bytes), pages };
}

function checked(input: DecisionInput): string {
  if (!groundFits(input.decision, input.ground)) throw missing("ground", "not-in-list");
  if (input.decision === "return" && input.defects.length === 0) throw missing("defects", "needed");
  if (input.decision !== "confirm") return "";
  if (!input.rulingNumber) throw missing("rulingNumber", "needed");
  const number = tidyRulingNumber(input.rulingNumber);
  if (!number)
    throw new Refusal("confirmation/ruling-number-wrong", {
      fields: [{ path: "rulingNumber", message: "not-a-number" }],
    });
  return number;
}

async function tellPeople({ tx, row, notify }: Act, what: string): Promise<void> {
  for (const person of await participantsOf(tx, row.id))
    await notify(person, {
      subject: `司法确认申请：${what}`,
      text: `${row.code}的司法确认申请，法院${what}。请打开您的链接查看详情。`,
    });
}

/** The application as it stands under the case's lock, for a clerk of the court it lies with. */
async function ofCourtNow(
  { tx, asker: clerk }: Act<StaffAsker>,
  applicationId: string,
): Promise<ApplicationRow> {
  const application = await tx
    .selectFrom("application")
    .selectAll()
    .where("id", "=", applicationId)
    .executeTakeFirstOrThrow();
  if (clerk.courtId !== application.court_id) throw new Refusal("cases/not-found");
  return application;
}

/** The clerk's answer to one filed revision (R-C6, R-C7). */
export async function answerApplication(
  parts: Parts,
  who: Asker,
  applicationId: string,
  input: DecisionInput,
): Promise<Exclude<ReturnType<typeof decide>, { refusal: unknown }>["to"]> {
  const { row, asker: asked } = await atCourt(parts, who, applicationId, "court:decide");
  const number = checked(input);
  const ruling =
    input.decision === "confirm" ? await storedRuling(parts, asked, input.rulingPdf) : null;
  return act(parts, asked, row.id, "court:decide", async (now) => {
    const { tx, record, touches } = now;
    const application = await ofCourtNow(now, applicationId);
    const about = {
      ground: input.ground ?? "",
      rulingNumber: number,
      defects: input.defects.length,
    };
    await record(`court/${input.decision}`, about);
    touches(...CONFIRMATION_PARTS);
    if (application.revision !== input.revision) throw new Refusal("confirmation/stale");
    const outcome = decide(application, input.decision);
    if ("refusal" in outcome) throw new Refusal(outcome.refusal);
    const at = parts.now();
    const final = FINAL.includes(input.decision);
    await tx
      .updateTable("application")
      .set({
        state: outcome.to,
        ground: input.ground ?? null,
        reason: input.reason || null,
        ...(input.decision === "return"
          ? {
              defects: JSON.stringify(input.defects),
              answers: "[]",
              returns: application.returns + 1,
            }
          : {}),
        ...(input.decision === "accept" ? { docketed_at: at } : {}),
        ...(final ? { decided_at: at } : {}),
        ...(number ? { ruling_number: number } : {}),
        ...(ruling ? { ruling_file: ruling.file, ruling_pages: ruling.pages } : {}),
      })
      .where("id", "=", application.id)
      .execute();
    await tellPeople(now, DECISION_NAMES[input.decision]);
    if (final) await signHead(tx, parts.keys, row.id);
    return outcome.to;
  });
}

/** The ruling that follows a decision made without it (R-C24). */
export async function handInRuling(
  parts: Parts,
  who: Asker,
  applicationId: string,
  upload: string,
): Promise<void> {
  const { row, asker: asked } = await atCourt(parts, who, applicationId, "court:decide");
  const ruling = await storedRuling(parts, asked, upload);
  await act(parts, asked, row.id, "court:decide", async (now) => {
    const { tx, record, touches } = now;
    const application = await ofCourtNow(now, applicationId);
    await record("court/ruling", { sha256: ruling?.file ?? "" });
    touches(...CONFIRMATION_PARTS);
    const refusal = rulingRefusal({
      state: application.state,
      hasRuling: application.ruling_file !== null,
    });
    if (refusal) throw new Refusal(refusal);
    await tx
      .updateTable("application")
      .set({ ruling_file: ruling?.file ?? null, ruling_pages: ruling?.pages ?? null })
      .where("id", "=", application.id)
      .execute();
    await tellPeople(now, "送达裁定书");
    await signHead(tx, parts.keys, row.id);
  });
}
