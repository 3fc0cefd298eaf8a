import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Clause } from "../../shared/drafting/clause.ts";
import { consentState } from "../../shared/drafting/consent.ts";
import type { DraftView } from "../../shared/drafting/contract.ts";
import { moveClause, removeClause } from "../../shared/drafting/document.ts";
import type { Finding } from "../../shared/drafting/finding.ts";
import { callsFor, sentenceOf } from "../../shared/drafting/sentence.ts";
import type { Viewer } from "../cases/CaseTabs.tsx";
import { call } from "../transport/api.ts";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { isKept } from "../ui/useKept.ts";
import { Beside, commentKey, Propose, proposalKey, WriteComment } from "./BesideClause.tsx";
import { ClauseEditor } from "./ClauseEditor.tsx";
import { goTo, useFindingText } from "./FindingList.tsx";
import { Wordings } from "./Wordings.tsx";
import { useClauseNumber } from "./useClauseNumber.ts";
import { ClauseFields } from "./ClauseFields.tsx";
import { colourOf, type DraftLink, type DraftState } from "./draftLink.ts";
import { useReadAgain } from "../transport/readAgain.ts";

type Box = "" | "proposal" | "comment" | "wordings";
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
  findings,
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
  findings: Finding[];
  onActive: (id: string | null) => void;
}) {
  const { t } = useTranslation();
  const readAgain = useReadAgain();
  const again = () => readAgain.parts(caseId, "draft");
  const locked = beside.clauses.find((one) => one.id === clause.id)?.locked ?? false;
  const mayEdit =
    draft.mayEdit && draft.status !== "frozen" && (!locked || viewer.role === "mediator");
  const open = draft.status !== "frozen";
  const hash = draft.hashes[clause.id] ?? "";
  const mine = viewer.partyId
    ? consentState(beside.consents, clause.id, viewer.partyId, hash)
    : null;
  // Where words wait that were not sent, their form is open again.
  const [box, setBox] = useState<Box>(() =>
    isKept(proposalKey(caseId, clause.id))
      ? "proposal"
      : isKept(commentKey(caseId, clause.id))
        ? "comment"
        : "",
  );
  const [pressed, setPressed] = useState(false);
  const press = (asked: Box) => {
    setBox(box === asked ? "" : asked);
    setPressed(true);
  };
  const say = useMutation({
    mutationFn: (stance: "agree" | "object") =>
      call("POST /api/cases/:caseId/draft/consents", {
        params: { caseId },
        body: { clauseId: clause.id, hash, stance },
      }),
    onSuccess: again,
  });
  const lock = useMutation({
    mutationFn: () =>
      call("POST /api/cases/:caseId/draft/locks", {
        params: { caseId },
        body: { clauseId: clause.id, locked: !locked },
      }),
    onSuccess: again,
  });
  const writers = draft.carets.filter((caret) => caret.clauseId === clause.id);
  const number = useClauseNumber()(index + 1);
  const title = t("drafting.clauseNumber", { number });
  const calls = callsFor(beside.parties);
  const sentence = sentenceOf(clause, calls);
  return (
    <article
      className={`clause ${active ? "active" : ""}`}
      aria-label={title}
      id={`clause-${clause.id}`}
      tabIndex={-1}
    >
      <header>
        <span className="number">{title}</span>
        <Badge>{t(`drafting.kinds.${clause.kind}`)}</Badge>
        {locked && <Badge kind="warn">{t("drafting.lockedBadge")}</Badge>}
        {writers.map((caret) => (
          <span
            key={caret.clientId}
            className="badge"
            style={{ background: colourOf(caret.colour), color: "#fff" }}
          >
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
                if (!confirm(t("drafting.removeSure", { number }))) return;
                link.leave(clause.id);
                removeClause(link.doc, clause.id);
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
      {sentence && (
        <div className="sentence">
          <p lang="zh-CN">{sentence}</p>
          {mayEdit && <p className="small muted">{t("drafting.fromFields")}</p>}
        </div>
      )}
      {active && mayEdit ? (
        <ClauseEditor link={link} clauseId={clause.id} label={title} />
      ) : (
        <div
          className="text"
          {...(mayEdit
            ? {
                role: "button",
                "data-field": "words",
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
            <p className="muted">
              {mayEdit
                ? t(sentence ? "drafting.addOwnWords" : "drafting.emptyClause")
                : sentence
                  ? ""
                  : "—"}
            </p>
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
      {clause.kind === "payment" && (
        <ClauseFields link={link} clause={clause} parties={beside.parties} mayEdit={mayEdit} />
      )}
      <ToldNow findings={findings} />
      <div className="stances" role="group" aria-label={t("drafting.consents")}>
        {beside.parties.map((party) => {
          const state = consentState(beside.consents, clause.id, party.id, hash);
          return (
            <Badge key={party.id} kind={looks[state]}>
              {calls(party.id)} {t(`drafting.stance.${state}`)}
            </Badge>
          );
        })}
      </div>
      {open && (
        <div className="row above-10">
          {mine && mine !== "agree" && (
            <Button
              small
              main
              busy={say.isPending}
              disabled={!hash || link.unsaved}
              onClick={() => say.mutate("agree")}
            >
              {t(mine === "changed" ? "drafting.agreeAgain" : "drafting.agree")}
            </Button>
          )}
          {mine && mine !== "object" && (
            <Button
              small
              plain
              busy={say.isPending}
              disabled={!hash || link.unsaved}
              onClick={() => say.mutate("object")}
            >
              {t("drafting.object")}
            </Button>
          )}
          <Button small plain aria-expanded={box === "proposal"} onClick={() => press("proposal")}>
            {t("drafting.propose")}
          </Button>
          <Button small plain aria-expanded={box === "comment"} onClick={() => press("comment")}>
            {t("drafting.comment")}
          </Button>
          <Button small plain aria-expanded={box === "wordings"} onClick={() => press("wordings")}>
            {t("drafting.wordings")}
          </Button>
        </div>
      )}
      {open && box === "wordings" && (
        <Wordings
          caseId={caseId}
          link={link}
          clause={clause}
          mayEdit={mayEdit}
          onDone={() => setBox("")}
        />
      )}
      <Wrong error={say.error ?? lock.error} />
      {open && box === "proposal" && (
        <Propose
          caseId={caseId}
          clause={clause}
          hash={hash}
          focus={pressed}
          onDone={() => {
            setBox("");
            void again();
          }}
        />
      )}
      {open && box === "comment" && (
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

/**
 * What contradicts itself in this clause, told quietly while it is written; pressing one leads to
 * the place.
 */
function ToldNow({ findings }: { findings: Finding[] }) {
  const { t } = useTranslation();
  const say = useFindingText();
  if (findings.length === 0) return null;
  return (
    <ul className="told" aria-label={t("drafting.lookAt")}>
      {findings.map((one) => (
        <li key={one.code + JSON.stringify(one.values)}>
          <button type="button" onClick={() => goTo(one)}>
            {say(one)}
          </button>
        </li>
      ))}
    </ul>
  );
}
