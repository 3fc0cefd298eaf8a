import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CaseView, ParticipantView } from "../../shared/cases/contract.ts";
import { useTitle } from "../people/titles.ts";
import { EditParty } from "./EditParty.tsx";
import { call } from "../transport/api.ts";
import { Badge, Button, Dialog, Wrong } from "../ui/kit.tsx";

const kinds = { link: "", code: "warn", entered: "warn", verified: "good" } as const;

/** Parties, who acts for them with which authority, invitations and the check of their documents. */
export function People({ view }: { view: CaseView }) {
  const titled = useTitle();
  const { t } = useTranslation(),
    [edited, setEdited] = useState<string | null>(null);
  return (
    <section className="card">
      <h2>{t("cases.people")}</h2>
      {edited && <EditParty caseId={view.id} partyId={edited} onClose={() => setEdited(null)} />}
      {view.parties.map((party) => (
        <div key={party.id} style={{ borderTop: "1px solid var(--line)", padding: "12px 0" }}>
          <div className="row between">
            <h3>
              {titled(party.title)} · {party.name} {party.liability && <Badge>{party.liability}</Badge>}{" "}
              {party.kind === "company" && <Badge>{t("cases.company")}</Badge>}
            </h3>
            {view.correctable && (
              <Button small plain onClick={() => setEdited(party.id)}>
                {t("cases.editPartyOf")}
              </Button>
            )}
          </div>
          {party.people.map((person) => (
            <PersonRow key={person.id} caseId={view.id} person={person} open={view.open} />
          ))}
        </div>
      ))}
    </section>
  );
}

function PersonRow({ caseId, person, open }: { caseId: string; person: ParticipantView; open: boolean }) {
  const { t } = useTranslation(),
    client = useQueryClient(),
    [shown, setShown] = useState<{ url: string; qr: string } | null>(null),
    [copied, setCopied] = useState(false);
  const again = () => client.invalidateQueries({ queryKey: ["case", caseId] });
  const invite = useMutation({
    mutationFn: () =>
      call("POST /api/cases/:caseId/participants/:participantId/invitation", { params: { caseId, participantId: person.id }, body: {} }),
    onSuccess: (made) => {
      setShown(made);
      setCopied(false);
      void again();
    },
  });
  const verify = useMutation({
    mutationFn: (method: "video" | "in-person") =>
      call("POST /api/cases/:caseId/participants/:participantId/verification", {
        params: { caseId, participantId: person.id },
        body: { method },
      }),
    onSuccess: again,
  });
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
      </div>
      <div className="row">
        {person.online && <Badge kind="good">{t("cases.online")}</Badge>}
        <Badge kind={kinds[person.level]}>{t(`cases.level.${person.level}`)}</Badge>
        {open && person.level === "entered" && (
          <>
            <Button small busy={verify.isPending} onClick={() => verify.mutate("video")}>
              {t("cases.verifyVideo")}
            </Button>
            <Button small plain busy={verify.isPending} onClick={() => verify.mutate("in-person")}>
              {t("cases.verifyInPerson")}
            </Button>
          </>
        )}
        {open && (
          <Button small plain busy={invite.isPending} onClick={() => invite.mutate()}>
            {person.invitedAt ? t("cases.inviteAgain") : t("cases.invite")}
          </Button>
        )}
      </div>
      <Wrong error={invite.error ?? verify.error} />
      {shown && (
        <Dialog title={t("cases.linkOf", { name: person.name })} onClose={() => setShown(null)}>
          <p>{t("cases.linkText")}</p>
          <div className="row invitation">
            <div className="qr" role="img" aria-label={t("cases.qr")} dangerouslySetInnerHTML={{ __html: shown.qr }} />
            <div className="grow">
              <input className="input" readOnly aria-label={t("cases.link")} value={shown.url} onFocus={(event) => event.target.select()} />
              <div className="row" style={{ marginTop: 8 }}>
                <Button small onClick={() => void navigator.clipboard.writeText(shown.url).then(() => setCopied(true))}>
                  {copied ? t("cases.copied") : t("cases.copy")}
                </Button>
              </div>
            </div>
          </div>
        </Dialog>
      )}
    </div>
  );
}
