import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ParticipantView } from "../../shared/cases/contract.ts";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { When } from "../ui/When.tsx";
import { CheckDocument } from "./CheckDocument.tsx";
import { Invitation } from "./Invitation.tsx";
import { PersonSessions } from "./PersonSessions.tsx";
import { UndoCheck } from "./UndoCheck.tsx";

const kinds = { link: "", code: "warn", entered: "warn", verified: "good" } as const;
type Asking = "check" | "undo" | "invite" | "sessions";

/**
 * One person of a party as the mediator works with them: how far in, the document's check, the
 * invitation, the sign-ins.
 */
export function PersonRow({
  caseId,
  base,
  person,
  open,
  onCorrect,
}: {
  caseId: string;
  base: string;
  person: ParticipantView;
  open: boolean;
  onCorrect: (() => void) | null;
}) {
  const { t } = useTranslation();
  const [asking, ask] = useState<Asking | null>(null);
  const { check } = person;
  const close = () => ask(null);
  return (
    <div className="row between" data-person-row style={{ padding: "6px 0" }}>
      <div>
        <strong>{person.name}</strong>{" "}
        <span className="muted">
          {t(`cases.capacity.${person.capacity}`)}
          {person.firm && ` · ${person.firm}`}
          {person.authority && ` · ${t(`cases.authority.${person.authority}`)}`}
        </span>
        <div className="small muted tabular">
          {person.contact} {person.idMask && `· ${person.idMask}`}
        </div>
        {check && (
          <div className="small muted">
            {t(`people.check.told.${check.way}`, { by: check.by, place: check.place })}{" "}
            <When at={check.at} />
          </div>
        )}
      </div>
      <div className="row">
        {person.online && <Badge kind="good">{t("cases.online")}</Badge>}
        <Badge kind={kinds[person.level]}>{t(`cases.level.${person.level}`)}</Badge>
        {open && person.level === "entered" && (
          <Button small onClick={() => ask("check")}>
            {t("people.check.open")}
          </Button>
        )}
        {open && check?.undo === null && (
          <Button small plain onClick={() => ask("undo")}>
            {t("people.check.undo")}
          </Button>
        )}
        {person.level !== "link" && (
          <Button small plain onClick={() => ask("sessions")}>
            {t("people.sessions.open")}
          </Button>
        )}
        {open && (
          <Button small plain onClick={() => ask("invite")}>
            {person.invitedAt ? t("cases.inviteAgain") : t("cases.invite")}
          </Button>
        )}
      </div>
      {asking === "check" && (
        <CheckDocument
          caseId={caseId}
          base={base}
          person={person}
          onClose={close}
          onCorrect={
            onCorrect &&
            (() => {
              close();
              onCorrect();
            })
          }
        />
      )}
      {asking === "undo" && <UndoCheck caseId={caseId} person={person} onClose={close} />}
      {asking === "invite" && <Invitation caseId={caseId} person={person} onClose={close} />}
      {asking === "sessions" && <PersonSessions caseId={caseId} person={person} onClose={close} />}
    </div>
  );
}
