import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Badge } from "../ui/Badge.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { Deadline } from "./Deadline.tsx";
import { useCases } from "./api.ts";

/** The mediator's cases with next step and deadline. */
export function CaseList() {
  const { t } = useTranslation();
  const { data, error } = useCases();
  useEffect(() => {
    document.title = t("cases.deskTitle");
  }, [t]);
  return (
    <main className="page" id="main">
      <div className="row between">
        <h1>{t("cases.myCases")}</h1>
        <Link className="button main" to="/desk/new">
          {t("cases.new")}
        </Link>
      </div>
      <Wrong error={error} />
      {!data && !error && <Loading />}
      {data?.length === 0 && <Empty>{t("cases.none")}</Empty>}
      {data?.map((one) => (
        <Link key={one.id} className="card case-row" to={`/desk/cases/${one.id}`}>
          <div className="row between">
            <h3>{one.title}</h3>
            <Badge kind="accent">{t(`cases.kinds.${one.kind}`)}</Badge>
          </div>
          <p>
            {t(`cases.nextStep.${one.next.key}`, { names: one.next.waitingFor.join(t("ui.and")) })}
          </p>
          <p className="small muted" style={{ marginBottom: 0 }}>
            {one.code}
            {one.deadline && (
              <>
                {" "}
                · <Deadline deadline={one.deadline} />
              </>
            )}
          </p>
        </Link>
      ))}
    </main>
  );
}
