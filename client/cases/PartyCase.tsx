import { useTranslation } from "react-i18next";
import type { Me } from "../../shared/people/contract.ts";
import { MyDevices } from "../people/MyDevices.tsx";
import { useTitle } from "../people/titles.ts";
import { isShut } from "../transport/api.ts";
import { useCaseLink } from "../transport/caseLink.ts";
import { Badge } from "../ui/Badge.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { Top } from "../ui/Top.tsx";
import { CaseTabs } from "./CaseTabs.tsx";
import { NextStepCard } from "./NextStepCard.tsx";
import { useCase } from "./api.ts";

/** The case as a party has it, day or night. */
export default function PartyCase({ me, base }: { me: Me; base: string }) {
  const titled = useTitle();
  const { t } = useTranslation();
  useCaseLink(me.caseId);
  const { data: view, error } = useCase(me.caseId);
  if (isShut(error, view))
    return (
      <>
        <Top />
        <main className="page narrow" id="main">
          <Wrong error={error} />
        </main>
      </>
    );
  if (!view)
    return (
      <>
        <Top />
        <Loading />
      </>
    );
  const viewer = { id: me.id, name: me.name, role: "party" as const, partyId: me.partyId };
  return (
    <>
      <Top home={base}>
        <span
          className="muted small"
          style={{ overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" }}
        >
          {me.name}
        </span>
      </Top>
      <main className="page" id="main">
        <Wrong error={error} />
        <h1>{view.title}</h1>
        <p className="muted">
          {view.code} · {view.organisation.name} ·{" "}
          {t("cases.mediatorIs", { name: view.mediator.name })}
        </p>
        <CaseTabs
          caseId={me.caseId}
          viewer={viewer}
          base={base}
          overview={
            <>
              <NextStepCard view={view} base={base} />
              <section className="card">
                <h2>{t("cases.you")}</h2>
                <dl className="kv">
                  <dt>{t("cases.yourRole")}</dt>
                  <dd>
                    {titled(me.partyTitle)} · {t(`cases.capacity.${me.capacity}`)}
                    {me.authority && ` · ${t(`cases.authority.${me.authority}`)}`}
                    {me.capacity !== "self" && ` · ${t("cases.for", { name: me.partyName })}`}
                  </dd>
                  <dt>{t("cases.idNumber")}</dt>
                  <dd className="tabular">
                    {me.idMask}{" "}
                    {me.verifiedAt ? (
                      <Badge kind="good">{t("cases.level.verified")}</Badge>
                    ) : (
                      <Badge kind="warn">{t("cases.notChecked")}</Badge>
                    )}
                  </dd>
                  <dt>{t("cases.address")}</dt>
                  <dd>
                    {me.address?.address}{" "}
                    {me.address?.electronicService && <Badge>{t("cases.electronic")}</Badge>}
                  </dd>
                </dl>
              </section>
              <MyDevices caseId={me.caseId} />
              <section className="card">
                <h2>{t("cases.about")}</h2>
                <dl className="kv">
                  {view.parties.map((party) => (
                    <Fragmented
                      key={party.id}
                      title={titled(party.title)}
                      name={`${party.name}${party.liability ? `（${party.liability}）` : ""}`}
                    />
                  ))}
                </dl>
                <h3 style={{ marginTop: 14 }}>{t("cases.facts")}</h3>
                <p>{view.facts}</p>
                {view.claims && (
                  <>
                    <h3>{t("cases.claims")}</h3>
                    <p>{view.claims}</p>
                  </>
                )}
              </section>
            </>
          }
        />
      </main>
    </>
  );
}

const Fragmented = ({ title, name }: { title: string; name: string }) => (
  <>
    <dt>{title}</dt>
    <dd>{name}</dd>
  </>
);
