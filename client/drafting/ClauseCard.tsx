import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Clause } from "../../shared/drafting/clause.ts";
import { consentState } from "../../shared/drafting/consent.ts";
import type { DraftView } from "../../shared/drafting/contract.ts";
import { moveClause, removeClause } from "../../shared/drafting/document.ts";
import type { Viewer } from "../cases/CaseTabs.tsx";
import { call } from "../transport/api.ts";
import { Badge, Button, Notice, When, Wrong } from "../ui/kit.tsx";
import { ClauseEditor } from "./ClauseEditor.tsx";
import { useClauseNumber } from "./useClauseNumber.ts";
import { ClauseFields } from "./ClauseFields.tsx";
import { colourOf, type DraftLink, type DraftState } from "./draftLink.ts";

const looks = { agree: "good", object: "bad", changed: "warn", none: "" } as const;

/** One clause: its words, its typed fields, what each party says of it, proposals and comments. */
export function ClauseCard({
  caseId,
  viewer,
  link,
  draft,
  beside,
  clause,
  index,
  active,
  onActive,
}: {
  caseId: string;
  viewer: Viewer;
  link: DraftLink;
  draft: DraftState;
  beside: DraftView;
  clause: Clause;
  index: number;
  active: boolean;
  onActive: (id: string | null) => void;
}) {
  const { t } = useTranslation(),
    client = useQueryClient(),
    again = () => client.invalidateQueries({ queryKey: ["draft", caseId] });
  const locked = beside.clauses.find((one) => one.id === clause.id)?.locked ?? false,
    mayEdit = draft.mayEdit && draft.status !== "frozen" && (!locked || viewer.role === "mediator"),
    open = draft.status !== "frozen";
  const hash = draft.hashes[clause.id] ?? "",
    mine = viewer.partyId ? consentState(beside.consents, clause.id, viewer.partyId, hash) : null;
  const [box, setBox] = useState<"" | "proposal" | "comment">("");
  const say = useMutation({
    mutationFn: (stance: "agree" | "object") =>
      call("POST /api/cases/:caseId/draft/consents", { params: { caseId }, body: { clauseId: clause.id, hash, stance } }),
    onSuccess: again,
  });
  const lock = useMutation({
    mutationFn: () => call("POST /api/cases/:caseId/draft/locks", { params: { caseId }, body: { clauseId: clause.id, locked: !locked } }),
    onSuccess: again,
  });
  const writers = draft.carets.filter((caret) => caret.clauseId === clause.id),
    number = useClauseNumber()(index + 1),
    title = t("drafting.clauseNumber", { number });
  return (
    <article className={`clause ${active ? "active" : ""}`} aria-label={title}>
      <header>
        <span className="number">{title}</span>
        <Badge>{t(`drafting.kinds.${clause.kind}`)}</Badge>
        {locked && <Badge kind="warn">{t("drafting.lockedBadge")}</Badge>}
        {writers.map((caret) => (
          <span key={caret.clientId} className="badge" style={{ background: colourOf(caret.colour), color: "#fff" }}>
            {t("drafting.writes", { name: caret.name })}
          </span>
        ))}
        <span className="grow" />
        {mayEdit && (
          <>
            <Button
              small
              plain
              aria-label={t("drafting.up", { number })}
              disabled={index === 0}
              onClick={() => moveClause(link.doc, clause.id, -1)}
            >
              ↑
            </Button>
            <Button
              small
              plain
              aria-label={t("drafting.down", { number })}
              disabled={index === draft.clauses.length - 1}
              onClick={() => moveClause(link.doc, clause.id, 1)}
            >
              ↓
            </Button>
            <Button
              small
              plain
              onClick={() => {
                if (confirm(t("drafting.removeSure", { number }))) removeClause(link.doc, clause.id);
              }}
            >
              {t("ui.remove")}
            </Button>
          </>
        )}
        {viewer.role === "mediator" && open && (
          <Button small plain busy={lock.isPending} onClick={() => lock.mutate()}>
            {t(locked ? "drafting.unlock" : "drafting.lock")}
          </Button>
        )}
      </header>
      {active && mayEdit ? (
        <ClauseEditor link={link} clauseId={clause.id} label={title} />
      ) : (
        <div
          className="text"
          {...(mayEdit
            ? {
                role: "button",
                tabIndex: 0,
                "aria-label": t("drafting.editClause", { number }),
                onClick: () => onActive(clause.id),
                onKeyDown: (event: React.KeyboardEvent) => {
                  if (event.key === "Enter") {
                    event.preventDefault();
                    onActive(clause.id);
                  }
                },
              }
            : {})}
        >
          {clause.paragraphs.join("").trim() ? (
            clause.paragraphs.map((text, at) => <p key={at}>{text}</p>)
          ) : (
            <p className="muted">{mayEdit ? t("drafting.emptyClause") : "—"}</p>
          )}
        </div>
      )}
      {active && mayEdit && (
        <div className="right">
          <Button small onClick={() => onActive(null)}>
            {t("drafting.done")}
          </Button>
        </div>
      )}
      {clause.kind === "payment" && <ClauseFields link={link} clause={clause} parties={beside.parties} mayEdit={mayEdit} />}
      <div className="stances" role="group" aria-label={t("drafting.consents")}>
        {beside.parties.map((party) => {
          const state = consentState(beside.consents, clause.id, party.id, hash);
          return (
            <Badge key={party.id} kind={looks[state]}>
              {party.name} {t(`drafting.stance.${state}`)}
            </Badge>
          );
        })}
      </div>
      {open && (
        <div className="row" style={{ marginTop: 10 }}>
          {mine && mine !== "agree" && (
            <Button small main busy={say.isPending} disabled={!hash || link.unsaved} onClick={() => say.mutate("agree")}>
              {t(mine === "changed" ? "drafting.agreeAgain" : "drafting.agree")}
            </Button>
          )}
          {mine && mine !== "object" && (
            <Button small plain busy={say.isPending} disabled={!hash || link.unsaved} onClick={() => say.mutate("object")}>
              {t("drafting.object")}
            </Button>
          )}
          <Button small plain aria-expanded={box === "proposal"} onClick={() => setBox(box === "proposal" ? "" : "proposal")}>
            {t("drafting.propose")}
          </Button>
          <Button small plain aria-expanded={box === "comment"} onClick={() => setBox(box === "comment" ? "" : "comment")}>
            {t("drafting.comment")}
          </Button>
        </div>
      )}
      <Wrong error={say.error ?? lock.error} />
      {box === "proposal" && (
        <Propose
          caseId={caseId}
          clause={clause}
          hash={hash}
          onDone={() => {
            setBox("");
            void again();
          }}
        />
      )}
      {box === "comment" && (
        <WriteComment
          caseId={caseId}
          clauseId={clause.id}
          onDone={() => {
            setBox("");
            void again();
          }}
        />
      )}
      <Beside caseId={caseId} viewer={viewer} beside={beside} clauseId={clause.id} onDone={again} />
    </article>
  );
}

function Propose({ caseId, clause, hash, onDone }: { caseId: string; clause: Clause; hash: string; onDone: () => void }) {
  const { t } = useTranslation(),
    [text, setText] = useState(clause.paragraphs.join("\n")),
    [reason, setReason] = useState("");
  const send = useMutation({
    mutationFn: () =>
      call("POST /api/cases/:caseId/draft/proposals", { params: { caseId }, body: { clauseId: clause.id, hash, text, reason } }),
    onSuccess: onDone,
  });
  return (
    <form
      className="stack"
      style={{ marginTop: 10 }}
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <label className="small">
        {t("drafting.newWords")}
        <textarea className="input" rows={4} required autoFocus value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <label className="small">
        {t("drafting.reason")}
        <input className="input small" value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      <Wrong error={send.error} />
      <Button small main type="submit" busy={send.isPending}>
        {t("drafting.sendProposal")}
      </Button>
    </form>
  );
}

function WriteComment({ caseId, clauseId, onDone }: { caseId: string; clauseId: string; onDone: () => void }) {
  const { t } = useTranslation(),
    [body, setBody] = useState(""),
    [blocking, setBlocking] = useState(false);
  const send = useMutation({
    mutationFn: () => call("POST /api/cases/:caseId/draft/comments", { params: { caseId }, body: { clauseId, body, blocking } }),
    onSuccess: onDone,
  });
  return (
    <form
      className="stack"
      style={{ marginTop: 10 }}
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <label className="small">
        {t("drafting.commentWords")}
        <textarea className="input" rows={2} required value={body} onChange={(event) => setBody(event.target.value)} />
      </label>
      <label className="check small">
        <input type="checkbox" checked={blocking} onChange={(event) => setBlocking(event.target.checked)} />
        <span>{t("drafting.blocking")}</span>
      </label>
      <Wrong error={send.error} />
      <Button small main type="submit" busy={send.isPending}>
        {t("drafting.sendComment")}
      </Button>
    </form>
  );
}

function Beside({
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
      call("POST /api/cases/:caseId/draft/proposals/:proposalId/answer", { params: { caseId, proposalId: id }, body: { accept } }),
    onSettled: onDone,
  });
  const settle = useMutation({
    mutationFn: (id: string) =>
      call("POST /api/cases/:caseId/draft/comments/:commentId/settle", { params: { caseId, commentId: id }, body: {} }),
    onSettled: onDone,
  });
  const proposals = beside.proposals.filter((one) => one.clauseId === clauseId && one.status === "open"),
    comments = beside.comments.filter((one) => one.clauseId === clauseId && !one.settled);
  const nameOf = (id: string) => beside.parties.find((party) => party.id === id)?.name ?? "";
  return (
    <>
      {proposals.map((one) => (
        <div key={one.id} className="notice">
          <p className="small muted">
            {t("drafting.proposalBy", { name: one.author })} · <When at={one.at} />
          </p>
          <p style={{ whiteSpace: "pre-wrap" }}>{one.text}</p>
          {one.reason && <p className="small">{t("drafting.reasonIs", { reason: one.reason })}</p>}
          <p className="small">
            {Object.entries(one.votes).map(([id, yes]) => (
              <Badge key={id} kind={yes ? "good" : "bad"}>
                {nameOf(id)} {t(yes ? "drafting.accepts" : "drafting.declines")}
              </Badge>
            ))}
          </p>
          {viewer.partyId && viewer.partyId !== one.authorParty && one.votes[viewer.partyId] === undefined && (
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
            {one.author} · <When at={one.at} /> {one.blocking && <Badge kind="warn">{t("drafting.blockingBadge")}</Badge>}
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
