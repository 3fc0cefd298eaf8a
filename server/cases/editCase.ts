import type { Asker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Parts } from "../parts.ts";
import type { Ask } from "../transport/serve.ts";
import { act } from "./act.ts";
import { latestVersion } from "../agreements/versions.ts";

/**
 * The mediator corrects what the dispute is about, as long as no text stands frozen
 * (`cases/text-frozen`).
 */
export const editCase = (
  parts: Parts,
  asked: Asker,
  caseId: string,
  changes: Ask<"PUT /api/cases/:caseId">["body"],
): Promise<void> =>
  act(parts, asked, caseId, "case:edit", async ({ tx, record, touches }) => {
    const version = await latestVersion(tx, caseId);
    if (version && version.state !== "void") throw new Refusal("cases/text-frozen");
    await record("cases/edited");
    await tx.updateTable("cases").set(changes).where("id", "=", caseId).execute();
    touches("case");
  });
