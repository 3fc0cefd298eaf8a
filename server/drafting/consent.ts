import type { Asker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { act } from "../cases/act.ts";
import type { Parts } from "../parts.ts";
import { asParticipant } from "../people/participants.ts";
import { clauseNow } from "./clauseNow.ts";
import { clauseHash } from "./store.ts";

export type ConsentInput = { clauseId: string; hash: string; stance: "agree" | "object" };

/**
 * One party agrees or objects to a clause as it reads now (R-D6); the latest word of a party
 * counts.
 */
export const consent = (
  parts: Parts,
  asked: Asker,
  caseId: string,
  input: ConsentInput,
): Promise<void> =>
  act(parts, asked, caseId, "draft:consent", async ({ tx, asker, record, touches }) => {
    const { id, name, partyId } = asParticipant(asker);
    const { draftId, clause, about } = await clauseNow(tx, parts, caseId, input.clauseId);
    if (clauseHash(clause) !== input.hash) throw new Refusal("drafting/clause-changed");
    await record(input.stance === "agree" ? "drafting/agreed" : "drafting/objected", {
      ...about,
      hash: input.hash,
    });
    const said = {
      stance: input.stance,
      hash: input.hash,
      by_id: id,
      by_name: name,
      at: parts.now(),
    };
    await tx
      .insertInto("consent")
      .values({ draft_id: draftId, clause_id: input.clauseId, party_id: partyId, ...said })
      .onConflict((conflict) =>
        conflict.columns(["draft_id", "clause_id", "party_id"]).doUpdateSet(said),
      )
      .execute();
    touches("draft");
  });
