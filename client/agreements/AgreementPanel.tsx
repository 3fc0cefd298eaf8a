import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AgreementView } from "../../shared/agreements/contract.ts";
import { callsFor, linesOf } from "../../shared/drafting/sentence.ts";
import { inWords, yuan } from "../../shared/money.ts";
import type { Viewer } from "../cases/CaseTabs.tsx";
import { useTitle } from "../people/titles.ts";
import { call, isShut } from "../transport/api.ts";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Day, When } from "../ui/When.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { Changes } from "./Changes.tsx";
import { PaperFrame } from "./PaperFrame.tsx";
import { ReasonForm } from "./ReasonForm.tsx";
import { Reopening } from "./Reopening.tsx";
import { SealTrouble } from "./SealTrouble.tsx";
import { SignForm } from "./SignForm.tsx";
import { useReadAgain } from "../transport/readAgain.ts";
import { useAgreement } from "./api.ts";

type Agreement = NonNullable<AgreementView>;
const looks = { signed: "good", waiting: "", declined: "bad", blocked: "warn" } as const;

/** The frozen text: read it, sign it, decline it; what was signed before and what changed since. */
export default function AgreementPanel({ caseId, viewer }: { caseId: string; viewer: Viewer }) {
  const titled = useTitle();
  const { t } = useTranslation();
  const called = (by: { name: string; title: string }) =>
    by.title ? t("people.withTitle", { name: by.name, title: titled(by.title) }) : by.name;
  const { data: view, error } = useAgreement(caseId);
  if (isShut(error, view)) return <Wrong error={error} />;
  if (view === undefined) return <Loading />;
  if (view === null) return <Empty>{t("agreements.none")}</Empty>;
  return (
    <>
      <Wrong error={error} />
      <section className="card">
        <div className="row between">
          <h2>{t("agreements.version", { n: view.version })}</h2>
          <Badge kind={view.state === "sealed" ? "good" : "accent"}>
            {t(`agreements.state.${view.state}`)}
          </Badge>
        </div>
        <p>
          {t("agreements.checkCode")} <strong className="tabular">{view.checkCode}</strong>{" "}
          <span className="muted small">{t("agreements.checkCodeHint")}</span>
        </p>
        {view.effectiveAt && (
          <p>
            {t("agreements.effective")}{" "}
            <Day day={new Date(Date.parse(view.effectiveAt) + 288e5).toISOString().slice(0, 10)} />{" "}
            · {t("agreements.verifyCode")} <a href={`/verify/${view.code}`}>{view.code}</a>
          </p>
        )}
        <ul className="bare">
          {view.signers.map((one) => (
            <li key={one.partyId ?? one.role} className="row aligned">
              <Badge kind={looks[one.state]}>
                {t(`agreements.signer.${one.state}`, { context: one.role })}
              </Badge>
              <span className="grow">
                {titled(one.title)} {one.name}
                {one.by?.forAnother && ` · ${t("agreements.signedBy", { name: called(one.by) })}`}
                {one.at && (
                  <span className="muted small">
                    {" "}
                    <When at={one.at} />
                  </span>
                )}
                {one.reason && <span className="small block">{one.reason}</span>}
                {one.declines.map((each) => (
                  <span key={each.at} className="small block">
                    {t("agreements.declinedBy", { who: called(each.by), reason: each.reason })} ·{" "}
                    <When at={each.at} />
                  </span>
                ))}
              </span>
            </li>
          ))}
        </ul>
        {view.voided.map((one) => (
          <p key={one.version} className="small muted">
            {t("agreements.voided", {
              n: one.version,
              reason: one.reason,
              signers: one.signers.join(t("ui.and")) || "—",
            })}
          </p>
        ))}
      </section>
      {view.changes && <Changes changes={view.changes} />}
      {view.settled.length > 0 && <SettledList settled={view.settled} />}
      <div className="split paper">
        <div>
          <PaperFrame
            path={`/api/cases/${caseId}/agreement/paper?version=${view.version}${view.state === "sealed" ? "&sealed" : ""}`}
            title={t("agreements.paper")}
            name={`${view.content.caseCode}.pdf`}
          />
          <Plain view={view} viewer={viewer} />
          <Text view={view} />
        </div>
        <div className="side">
          <Act caseId={caseId} viewer={viewer} view={view} />
        </div>
      </div>
    </>
  );
}

/** Each duty in one plain line, made from the fields. */
function Plain({ view, viewer }: { view: Agreement; viewer: Viewer }) {
  const { t } = useTranslation();
  const calls = callsFor(view.content.parties);
  const nameOf = (id: string | null) => calls(id) ?? "";
  const duties = view.content.clauses
    .filter((clause) => clause.kind === "payment")
    .flatMap(({ fields }) =>
      (fields.plan.length
        ? fields.plan
        : [{ amountFen: fields.amountFen, dueDate: fields.dueDate }]
      ).map((row) => ({
        payer: fields.payer,
        payee: fields.payee,
        ...row,
      })),
    );
  if (duties.length === 0) return null;
  return (
    <section className="card above-16">
      <h3>{t("agreements.plain")}</h3>
      <ul>
        {duties.map((one, index) => (
          <li key={index}>
            {t("agreements.duty", {
              payer: one.payer === viewer.partyId ? t("agreements.you") : nameOf(one.payer),
              payee: one.payee === viewer.partyId ? t("agreements.you") : nameOf(one.payee),
              amount: yuan(one.amountFen ?? 0),
              words: inWords(one.amountFen ?? 0),
            })}{" "}
            {one.dueDate && <Day day={one.dueDate} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the mediator settled by a written reason when freezing. */
function SettledList({ settled }: { settled: Agreement["settled"] }) {
  const { t } = useTranslation();
  return (
    <section className="card">
      <h2>{t("agreements.settled")}</h2>
      <ul>
        {settled.map((one) => (
          <li key={one.code + one.personId}>
            {t(`agreements.settledBy.${one.code}`, { name: one.name, reason: one.reason })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The clauses as words alone, for large type and for screen readers. */
function Text({ view }: { view: Agreement }) {
  const { t } = useTranslation();
  return (
    <details className="card">
      <summary>{t("agreements.asText")}</summary>
      <ol>
        {view.content.clauses.map((clause) => (
          <li key={clause.id}>{linesOf(clause).join(" ")}</li>
        ))}
      </ol>
    </details>
  );
}

function Act({ caseId, viewer, view }: { caseId: string; viewer: Viewer; view: Agreement }) {
  const { t } = useTranslation();
  const readAgain = useReadAgain();
  const [declining, setDeclining] = useState(false);
  const why = view.mySigning.refusal;
  return (
    <>
      {view.mySigning.may && (
        <SignForm
          key={view.versionId}
          of={view.versionId}
          name={viewer.name}
          statement={t("agreements.statement")}
          askCode={() =>
            call("POST /api/cases/:caseId/agreement/code", { params: { caseId }, body: {} })
          }
          onSign={async (signature) => {
            await call("POST /api/cases/:caseId/agreement/signatures", {
              params: { caseId },
              body: { ...signature, hash: view.contentHash, versionId: view.versionId },
            });
            await readAgain.case(caseId);
          }}
        />
      )}
      {!view.mySigning.may && why && viewer.role !== "coordinator" && view.state !== "sealed" && (
        <Notice kind={why === "agreements/already-signed" ? "good" : "warn"}>
          {t(`agreements.why.${why.replace("/", ".")}`)}
        </Notice>
      )}
      {viewer.role === "party" &&
        view.state === "frozen" &&
        why !== "agreements/already-signed" &&
        (declining ? (
          <ReasonForm
            of={view.versionId}
            words="decline"
            onCancel={() => setDeclining(false)}
            onSend={async (reason) => {
              await call("POST /api/cases/:caseId/agreement/decline", {
                params: { caseId },
                body: { versionId: view.versionId, reason },
              });
              setDeclining(false);
              await readAgain.case(caseId);
            }}
          />
        ) : (
          <Button plain onClick={() => setDeclining(true)}>
            {t("agreements.decline")}
          </Button>
        ))}
      {view.sealTrouble && <SealTrouble {...view.sealTrouble} />}
      <Reopening caseId={caseId} viewer={viewer} view={view} />
    </>
  );
}
