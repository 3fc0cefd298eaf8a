import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Route, Routes, useParams } from "react-router";
import { isShut, Refused, takeSeat } from "../transport/api.ts";
import { Loading } from "../ui/Loading.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { part } from "../ui/part.tsx";
import { Top } from "../ui/Top.tsx";
import { keepFor } from "../ui/useKept.ts";
import { EntrySteps } from "./EntrySteps.tsx";
import { useReadAgain } from "../transport/readAgain.ts";
import { useGreeting, useMe } from "./api.ts";

const PartyCase = part(() => import("../cases/PartyCase.tsx"));
const RoomPage = part(() => import("../rooms/RoomPage.tsx"));

/** A party's way in: the steps that are still open, then the case. */
export default function PartyPage() {
  const { token = "" } = useParams();
  const { t } = useTranslation();
  const readAgain = useReadAgain();
  const wasIn = useRef(false);
  const greeting = useGreeting(token);
  const greet = greeting.refetch;
  // Before anything below asks or is shown: it acts for this seat and reads what was kept for it.
  if (greeting.data) {
    takeSeat(greeting.data.seat);
    keepFor(greeting.data.seat);
  }
  const known = greeting.data && greeting.data.step !== "code";
  const me = useMe(greeting.data?.seat, known === true);
  // A session that ended somewhere else: the page leads back in by itself, with a new code.
  const signedOut = me.error instanceof Refused && me.error.problem.status === 401;
  useEffect(() => {
    if (signedOut) void greet();
  }, [signedOut, greet]);
  useEffect(() => () => takeSeat(null), []);
  useEffect(() => {
    document.title = t("people.pageTitle");
  }, [t]);
  const again = async () => {
    const { data } = await greet();
    await readAgain.who();
    return data?.step !== "code";
  };

  if (greeting.isPending || (known && me.isPending))
    return (
      <>
        <Top />
        <Loading what={t("people.opening")} />
      </>
    );
  if (isShut(greeting.error, greeting.data))
    return (
      <>
        <Top />
        <main className="page narrow" id="main">
          <h1>{t("people.linkTrouble")}</h1>
          <Wrong error={greeting.error} />
          <p>{t("people.linkHelp")}</p>
        </main>
      </>
    );
  if (!greeting.data || (isShut(me.error, me.data) && !signedOut))
    return (
      <>
        <Top />
        <main className="page narrow" id="main">
          <Wrong error={me.error} />
        </main>
      </>
    );
  if (me.data?.step === "done") wasIn.current = true;
  const here = known && !signedOut ? (me.data ?? null) : null;
  if (here?.step !== "done")
    return (
      <EntrySteps
        token={token}
        greeting={greeting.data}
        me={here}
        ended={signedOut || wasIn.current}
        onStep={again}
      />
    );
  return (
    <Routes>
      <Route
        path="room"
        element={
          <RoomPage
            caseId={here.caseId}
            me={{ id: here.id, name: here.name, partyId: here.partyId, role: "party" }}
            back={`/j/${token}`}
          />
        }
      />
      <Route path="*" element={<PartyCase me={here} base={`/j/${token}`} />} />
    </Routes>
  );
}
