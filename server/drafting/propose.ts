import { isCleanText } from "../../shared/drafting/textPolicy.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { act } from "../cases/act.ts";
import type { Parts } from "../parts.ts";
import { clauseNow } from "./clauseNow.ts";
import { clauseHash } from "./store.ts";

export type ProposalInput = { clauseId: string; hash: string; text: string; reason: string };

/** Somebody proposes other words for a clause as it reads now; the other parties answer (R-D7). */
export const propose = (
  parts: Parts,
  asked: Asker,
  caseId: string,
  input: ProposalInput,
): Promise<{ id: string }> =>
  act(parts, asked, caseId, "draft:edit", async ({ tx, asker, record, touches }) => {
    if (!input.text.split("\n").every(isCleanText)) throw new Refusal("drafting/bad-character");
    const { draftId, clause, about } = await clauseNow(tx, parts, caseId, input.clauseId);
    if (clauseHash(clause) !== input.hash) throw new Refusal("drafting/clause-changed");
    await record("drafting/proposed", about);
    touches("draft");
    return tx
      .insertInto("proposal")
      .values({
        draft_id: draftId,
        clause_id: input.clauseId,
        author_id: asker.id,
        author: asker.name,
        author_party: asker.kind === "participant" ? asker.partyId : null,
        text: input.text,
        reason: input.reason,
        base_hash: input.hash,
        votes: "{}",
        status: "open",
      })
      .returning("id")
      .executeTakeFirstOrThrow();
  });
