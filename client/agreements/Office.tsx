import { useTranslation } from "react-i18next";
import { Route, Routes } from "react-router";
import { StaffGate } from "../people/StaffGate.tsx";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Loading } from "../ui/Loading.tsx";
import { When } from "../ui/When.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { PaperFrame } from "./PaperFrame.tsx";
import { SealTrouble } from "./SealTrouble.tsx";
import { useState } from "react";
import { useOrderSeal, useOutbox, useSeals } from "./api.ts";

/** The organisation's desk: papers that wait for the seal, and messages that went out. */
export default function Office() {
  return (
    <StaffGate needs="coordinator">
      {() => (
        <Routes>
          <Route
            index
            element={
              <main className="page" id="main">
                <Seals />
                <Outbox />
              </main>
            }
          />
        </Routes>
      )}
    </StaffGate>
  );
}

type Waiting = { caseId: string; versionId: string; caseCode: string; title: string };

function Seals() {
  const { t } = useTranslation();
  const [shown, setShown] = useState<string | null>(null);
  const [asking, setAsking] = useState<Waiting | null>(null);
  const { data, error } = useSeals();
  const seal = useOrderSeal();
  return (
    <section>
      <h1>{t("agreements.seals")}</h1>
      <Wrong error={error ?? seal.error} />
      {!data && !error && <Loading />}
      {data?.length === 0 && <Empty>{t("agreements.noSeals")}</Empty>}
      {data?.map((one) => (
        <div key={one.versionId} className="card">
          <div className="row between">
            <div>
              <h3>{one.title}</h3>
              <p className="small muted">
                {one.caseCode} · <When at={one.since} />
              </p>
            </div>
            <div className="row">
              <Badge kind={one.state === "sealed" ? "good" : "accent"}>
                {t(`agreements.state.${one.state}`)}
              </Badge>
              <Button
                small
                plain
                onClick={() => setShown(shown === one.versionId ? null : one.versionId)}
              >
                {t("agreements.read")}
              </Button>
              {(one.state === "signed" || one.givenUp) && (
                <Button
                  small
                  main={!one.givenUp}
                  disabled={!one.opened}
                  busy={seal.isPending}
                  onClick={() => setAsking(one)}
                >
                  {t(one.givenUp ? "agreements.sealAgain" : "agreements.seal")}
                </Button>
              )}
              {one.state === "sealing" && !one.givenUp && (
                <span role="status">
                  <span className="spin" aria-hidden />
                  {t("agreements.sealingNow")}
                </span>
              )}
            </div>
          </div>
          {(one.state === "signed" || one.givenUp) && !one.opened && (
            <p className="small muted">{t("agreements.readFirst")}</p>
          )}
          {one.trouble && <SealTrouble why={one.trouble} givenUp={one.givenUp} />}
          {shown === one.versionId && (
            <PaperFrame
              path={`/api/cases/${one.caseId}/agreement/paper`}
              title={one.title}
              name={`${one.caseCode}.pdf`}
            />
          )}
        </div>
      ))}
      {asking && (
        <Dialog title={t("agreements.sealTitle")} onClose={() => setAsking(null)}>
          <p>{t("agreements.sealText", { title: asking.title, code: asking.caseCode })}</p>
          <div className="row">
            <Button
              main
              busy={seal.isPending}
              onClick={() => {
                seal.mutate(asking);
                setAsking(null);
              }}
            >
              {t("agreements.sealNow")}
            </Button>
            <Button plain onClick={() => setAsking(null)}>
              {t("ui.cancel")}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}

function Outbox() {
  const { t } = useTranslation();
  const { data } = useOutbox();
  if (!data) return null;
  return (
    <section className="card">
      <h2>
        {t("agreements.outbox")} <Badge kind="demo">{t("entry.demoMark")}</Badge>
      </h2>
      <p className="muted">{t("agreements.outboxText")}</p>
      <div className="table-wrap">
        <table className="list stacked">
          <thead>
            <tr>
              <th>{t("agreements.when")}</th>
              <th>{t("agreements.to")}</th>
              <th>{t("agreements.words")}</th>
            </tr>
          </thead>
          <tbody>
            {data.slice(0, 12).map((one) => (
              <tr key={one.id}>
                <td className="number">
                  <When at={one.at} />
                </td>
                <td>{one.to || "—"}</td>
                <td>
                  <strong>{one.subject}</strong>
                  <br />
                  <span className="small">{one.text}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
