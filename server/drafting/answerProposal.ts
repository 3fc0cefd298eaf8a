import type { Selectable } from "kysely";
import { proposalOutcome, saysWhatWasProposed } from "../../shared/drafting/consent.ts";
import type { Proposal } from "../../shared/drafting/contract.ts";
import { readDocument, setBody } from "../../shared/drafting/document.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { act } from "../cases/act.ts";
import { keepMarks } from "../cases/marks.ts";
import { partiesOf } from "../cases/parties.ts";
import type { Parts } from "../parts.ts";
import { asParticipant } from "../people/participants.ts";
import type { Tx } from "../storage/database.ts";
import { lockCase } from "../storage/lockCase.ts";
import type { Tables } from "../storage/tables.ts";
import { clauseNow } from "./clauseNow.ts";
import { clauseHash } from "./store.ts";

type ProposalRow = Selectable<Tables["proposal"]>;
type Status = Proposal["status"];

/** All others have said yes: the words are to be written. */
const CARRY_OUT = "carry-out";

/**
 * One party accepts a proposal or declines it. With the last yes its words are written (R-D7). The
 * answer is kept, and told, whatever becomes of the words.
 */
export async function answerProposal(
  parts: Parts,
  asked: Asker,
  caseId: string,
  input: { proposalId: string; accept: boolean },
): Promise<{ status: Status }> {
  const { proposal, status } = await keepAnswer(parts, asked, caseId, input);
  if (status !== CARRY_OUT) return { status };
  try {
    return { status: await carryOut(parts, caseId, proposal) };
  } finally {
    parts.tell(caseId, "draft");
  }
}

type Kept = { proposal: ProposalRow; status: Status | typeof CARRY_OUT };

const keepAnswer = (
  parts: Parts,
  asked: Asker,
  caseId: string,
  { proposalId, accept }: { proposalId: string; accept: boolean },
) =>
  act(
    parts,
    asked,
    caseId,
    "draft:consent",
    async ({ tx, asker, record, touches }): Promise<Kept> => {
      const { partyId } = asParticipant(asker);
      const proposal = await proposalOf(tx, caseId, proposalId);
      const { clause, about } = await clauseNow(tx, parts, caseId, proposal.clause_id);
      await record(accept ? "drafting/proposal-accepted" : "drafting/proposal-declined", {
        ...about,
        proposal: proposalId,
      });
      if (proposal.status !== "open") return { proposal, status: proposal.status };
      const votes = { ...proposal.votes, [partyId]: accept };
      const isOvertaken =
        clauseHash(clause) !== proposal.base_hash &&
        !saysWhatWasProposed(clause.paragraphs, proposal.text);
      const partyIds = (await partiesOf(tx, caseId)).map(({ id }) => id);
      const outcome = isOvertaken
        ? "overtaken"
        : proposalOutcome(proposal.author_party, partyIds, votes);
      const isAccepted = outcome === "accepted";
      await tx
        .updateTable("proposal")
        .set({ votes: JSON.stringify(votes), status: isAccepted ? "open" : outcome })
        .where("id", "=", proposal.id)
        .execute();
      if (isAccepted) return { proposal, status: CARRY_OUT };
      touches("draft");
      return { proposal, status: outcome };
    },
  );

async function proposalOf(tx: Tx, caseId: string, proposalId: string): Promise<ProposalRow> {
  const proposal = await tx
    .selectFrom("proposal")
    .innerJoin("draft", "draft.id", "proposal.draft_id")
    .selectAll("proposal")
    .where("proposal.id", "=", proposalId)
    .where("draft.case_id", "=", caseId)
    .executeTakeFirst();
  if (!proposal) throw new Refusal("request/not-found");
  return proposal;
}

/**
 * Writes the words of a proposal that all others accept, as an edit by its author through the same
 * gate as every other, if the clause still reads as it did when it was proposed. Until they are
 * stored it is open: after a fault it can be answered again.
 */
async function carryOut(parts: Parts, caseId: string, proposal: ProposalRow): Promise<Status> {
  const { id, clause_id: clauseId, base_hash: hash, text } = proposal;
  const live = await parts.drafts.open(proposal.draft_id);
  let isThere = false;
  const author = {
    personId: proposal.author_id,
    name: proposal.author,
    leads: true,
    mayEdit: true,
  };
  const outcome = await live.change(author, (copy) => {
    const clause = readDocument(copy).find((one) => one.id === clauseId);
    isThere = clause !== undefined && saysWhatWasProposed(clause.paragraphs, text);
    if (isThere || !clause || clauseHash(clause) !== hash) return false;
    setBody(copy, clauseId, text.split("\n"));
    return true;
  });
  if (outcome && "refused" in outcome)
    throw new Refusal(
      outcome.refused === "drafting/retry" ? "drafting/not-carried-out" : outcome.refused,
    );
  return parts.db.transaction().execute(async (tx) => {
    await lockCase(tx, caseId);
    const settled = tx.updateTable("proposal").where("id", "=", id);
    if (outcome || isThere) await settled.set({ status: "accepted" }).execute();
    else await settled.set({ status: "overtaken" }).where("status", "=", "open").execute();
    await keepMarks(tx, [caseId]);
    // As it stands: pressed twice at once, the other press may have settled it, and somebody
    // written since.
    return (
      await tx
        .selectFrom("proposal")
        .select("status")
        .where("id", "=", id)
        .executeTakeFirstOrThrow()
    ).status;
  });
}
