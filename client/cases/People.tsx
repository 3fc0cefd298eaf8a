import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CaseView } from "../../shared/cases/contract.ts";
import { useTitle } from "../people/titles.ts";
import { EditParty } from "./EditParty.tsx";
import { PersonRow } from "./PersonRow.tsx";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";

/**
 * Parties, who acts for them with which authority, invitations and the check of their documents.
 */
export function People({ view, base }: { view: CaseView; base: string }) {
  const titled = useTitle();
  const { t } = useTranslation();
  const [edited, setEdited] = useState<string | null>(null);
  return (
    <section className="card">
      <h2>{t("cases.people")}</h2>
      {edited && <EditParty caseId={view.id} partyId={edited} onClose={() => setEdited(null)} />}
      {view.parties.map((party) => (
        <div
          key={party.id}
          data-party
          style={{ borderTop: "1px solid var(--line)", padding: "12px 0" }}
        >
          <div className="row between">
            <h3>
              {titled(party.title)} · {party.name}{" "}
              {party.liability && <Badge>{party.liability}</Badge>}{" "}
              {party.kind === "company" && <Badge>{t("cases.company")}</Badge>}
            </h3>
            {view.correctable && (
              <Button small plain onClick={() => setEdited(party.id)}>
                {t("cases.editPartyOf")}
              </Button>
            )}
          </div>
          {party.people.map((person) => (
            <PersonRow
              key={person.id}
              caseId={view.id}
              base={base}
              person={person}
              open={view.open}
              onCorrect={view.correctable ? () => setEdited(party.id) : null}
            />
          ))}
        </div>
      ))}
    </section>
  );
}
