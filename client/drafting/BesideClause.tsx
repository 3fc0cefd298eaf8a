import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Clause } from "../../shared/drafting/clause.ts";
import { proposalOutcome } from "../../shared/drafting/consent.ts";
import type { DraftView, Proposal } from "../../shared/drafting/contract.ts";
import { callsFor } from "../../shared/drafting/sentence.ts";
import type { Viewer } from "../cases/CaseTabs.tsx";
import { call } from "../transport/api.ts";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/Notice.tsx";
import { When } from "../ui/When.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { pasteAsText } from "../ui/paste.ts";
import { useKept, useSend } from "../ui/useKept.ts";

/** A form beside a clause: what was wrong with it, and the button that sends it. */
function SmallForm({
  send,
  press,
  children,
}: {
  send: Sending;
  press: string;
  children: ReactNode;
}) {
  return (
    <form
      className="stack above-10"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      {children}
      <Wrong error={send.error} />
      <Button small main type="submit" busy={send.isPending}>
        {press}
      </Button>
    </form>
  );
}

type Sending = { mutate: () => void; error: Error | null; isPending: boolean };

export const proposalKey = (caseId: string, clauseId: string) => `proposal ${caseId} ${clauseId}`,
  commentKey = (caseId: string, clauseId: string) => `comment ${caseId} ${clauseId}`;

const NO_COMMENT = { body: "", blocking: false };

/**
 * Other words for a clause as it read when they were begun. `focus` where the form was just asked
 * for, not where it is found again.
 */
export function Propose({
  caseId,
  clause,
  hash,
  focus,
  onDone,
}: {
  caseId: string;
  clause: Clause;
  hash: string;
  focus: boolean;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const mine = proposalKey(caseId, clause.id);
  const [form, keep, forget] = useKept(mine, {
    text: clause.paragraphs.join("\n"),
    reason: "",
    hash,
  });
  const { text, reason } = form;
  const send = useSend(mine, {
    mutationFn: (sent: typeof form) =>
      call("POST /api/cases/:caseId/draft/proposals", {
        params: { caseId },
        body: { clauseId: clause.id, ...sent },
      }),
    onSuccess: (_, sent) => {
      forget(sent);
      onDone();
    },
  });
  return (
    <SmallForm
      send={{ ...send, mutate: () => send.mutate(form) }}
      press={t("drafting.sendProposal")}
    >
      {form.hash !== hash && (
        <Notice kind="warn">
          <p>{t("drafting.changedSince")}</p>
          <Button small onClick={() => keep({ ...form, hash })}>
            {t("drafting.proposeAgainst")}
          </Button>
        </Notice>
      )}
      <label className="small">
        {t("drafting.newWords")}
        <textarea
          className="input"
          rows={4}
          required
          autoFocus={focus}
          onPaste={pasteAsText}
          value={text}
          onChange={(event) => keep({ ...form, text: event.target.value })}
        />
      </label>
      <label className="small">
        {t("drafting.reason")}
        <input
          className="input small"
          value={reason}
          onChange={(event) => keep({ ...form, reason: event.target.value })}
        />
      </label>
    </SmallForm>
  );
}

export function WriteComment({
  caseId,
  clauseId,
  onDone,
}: {
  caseId: string;
  clauseId: string;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const mine = commentKey(caseId, clauseId);
  const [form, keep, forget] = useKept(mine, NO_COMMENT);
  const send = useSend(mine, {
    mutationFn: (sent: typeof form) =>
      call("POST /api/cases/:caseId/draft/comments", {
        params: { caseId },
        body: { clauseId, ...sent },
      }),
    onSuccess: (_, sent) => {
      forget(sent);
      onDone();
    },
  });
  return (
    <SmallForm
      send={{ ...send, mutate: () => send.mutate(form) }}
      press={t("drafting.sendComment")}
    >
      <label className="small">
        {t("drafting.commentWords")}
        <textarea
          className="input"
          rows={2}
          required
          onPaste={pasteAsText}
          value={form.body}
          onChange={(event) => keep({ ...form, body: event.target.value })}
        />
      </label>
      <label className="check small">
        <input
          type="checkbox"
          checked={form.blocking}
          onChange={(event) => keep({ ...form, blocking: event.target.checked })}
        />
        <span>{t("drafting.blocking")}</span>
      </label>
    </SmallForm>
  );
}

export function Beside({
  caseId,
  viewer,
  beside,
  clauseId,
  onDone,
}: {
  caseId: string;
  viewer: Viewer;
  beside: DraftView;
  clauseId: string;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const answer = useMutation({
    mutationFn: ({ id, accept }: { id: string; accept: boolean }) =>
      call("POST /api/cases/:caseId/draft/proposals/:proposalId/answer", {
        params: { caseId, proposalId: id },
        body: { accept },
      }),
    onSettled: onDone,
  });
  const settle = useMutation({
    mutationFn: (id: string) =>
      call("POST /api/cases/:caseId/draft/comments/:commentId/settle", {
        params: { caseId, commentId: id },
        body: {},
      }),
    onSettled: onDone,
  });
  const proposals = beside.proposals.filter(
    (one) => one.clauseId === clauseId && one.status === "open",
  );
  const comments = beside.comments.filter((one) => one.clauseId === clauseId && !one.settled);
  const calls = callsFor(beside.parties);
  /**
   * All others have said yes and it is open still: its words could not be stored, and yes is
   * pressed again.
   */
  const isNotStored = (one: Proposal) =>
    proposalOutcome(
      one.authorParty,
      beside.parties.map((party) => party.id),
      one.votes,
    ) === "accepted";
  return (
    <>
      {proposals.map((one) => (
        <div key={one.id} className="notice">
          <p className="small muted">
            {t("drafting.proposalBy", { name: one.author })} · <When at={one.at} />
          </p>
          <p className="as-written">{one.text}</p>
          {one.reason && <p className="small">{t("drafting.reasonIs", { reason: one.reason })}</p>}
          <p className="small">
            {Object.entries(one.votes).map(([id, yes]) => (
              <Badge key={id} kind={yes ? "good" : "bad"}>
                {calls(id)} {t(yes ? "drafting.accepts" : "drafting.declines")}
              </Badge>
            ))}
          </p>
          {viewer.partyId &&
            viewer.partyId !== one.authorParty &&
            (one.votes[viewer.partyId] === undefined || isNotStored(one)) && (
              <div className="row">
                <Button small main onClick={() => answer.mutate({ id: one.id, accept: true })}>
                  {t("drafting.accept")}
                </Button>
                <Button small plain onClick={() => answer.mutate({ id: one.id, accept: false })}>
                  {t("drafting.declineProposal")}
                </Button>
              </div>
            )}
        </div>
      ))}
      {comments.map((one) => (
        <Notice key={one.id} kind={one.blocking ? "warn" : ""}>
          <p className="small muted">
            {one.author} · <When at={one.at} />{" "}
            {one.blocking && <Badge kind="warn">{t("drafting.blockingBadge")}</Badge>}
          </p>
          <p>{one.body}</p>
          {(one.authorId === viewer.id || viewer.role === "mediator") && (
            <Button small plain onClick={() => settle.mutate(one.id)}>
              {t("drafting.settle")}
            </Button>
          )}
        </Notice>
      ))}
      <Wrong error={answer.error ?? settle.error} />
    </>
  );
}
