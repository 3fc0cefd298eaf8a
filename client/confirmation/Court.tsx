import { useTranslation } from "react-i18next";
import { Link, Route, Routes } from "react-router";
import { StaffGate } from "../people/StaffGate.tsx";
import { CalendarNote, DaysLeft } from "../cases/Deadline.tsx";
import { Badge } from "../ui/Badge.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Day } from "../ui/When.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { CourtCase } from "./CourtCase.tsx";
import { useCourtQueue } from "./api.ts";

export default function Court() {
  return (
    <StaffGate needs="clerk">
      {() => (
        <Routes>
          <Route index element={<Queue />} />
          <Route path=":applicationId" element={<CourtCase />} />
        </Routes>
      )}
    </StaffGate>
  );
}

/** What waits, how old it is, what is due when. */
function Queue() {
  const { t } = useTranslation();
  const { data, error } = useCourtQueue();
  return (
    <main className="page" id="main">
      <h1>{t("court.queue")}</h1>
      <Wrong error={error} />
      {!data && !error && <Loading />}
      {data?.length === 0 && <Empty>{t("court.none")}</Empty>}
      {data?.map((one) => (
        <Link key={one.id} className="card case-row" to={`/court/${one.id}`}>
          <div className="row between">
            <h3>{one.title}</h3>
            <Badge
              kind={one.state === "confirmed" ? "good" : one.state === "filed" ? "warn" : "accent"}
            >
              {t(`confirmation.state.${one.state}`)}
            </Badge>
          </div>
          <p className="small muted" style={{ marginBottom: 0 }}>
            {one.caseCode} · {t("court.age", { count: one.ageDays })}
            {one.due && (
              <>
                {" "}
                · {t(one.state === "filed" ? "court.acceptBy" : "court.ruleBy")}{" "}
                <Day day={one.due} />{" "}
                <Badge
                  kind={(one.dueInDays ?? 0) < 0 ? "bad" : (one.dueInDays ?? 9) <= 2 ? "warn" : ""}
                >
                  <DaysLeft left={one.dueInDays ?? 0} />
                </Badge>
                <CalendarNote day={one.due} certain={one.dueCertain} />
              </>
            )}
          </p>
        </Link>
      ))}
    </main>
  );
}
