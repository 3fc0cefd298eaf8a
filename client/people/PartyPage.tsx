import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Route, Routes, useParams } from "react-router";
import { call, takeSeat } from "../transport/api.ts";
import { Loading, Wrong } from "../ui/kit.tsx";
import { Top } from "../ui/Top.tsx";
import { EntrySteps } from "./EntrySteps.tsx";

const PartyCase = lazy(() => import("../cases/PartyCase.tsx"));
const RoomPage = lazy(() => import("../rooms/RoomPage.tsx"));

/** A party's way in: the steps that are still open, then the case. */
export default function PartyPage() {
  const { token = "" } = useParams(),
    { t } = useTranslation(),
    client = useQueryClient();
  const greeting = useQuery({
    queryKey: ["entry", token],
    queryFn: async () => {
      const found = await call("GET /api/entry/:token", { params: { token } });
      takeSeat(found.seat);
      return found;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  const known = greeting.data && greeting.data.step !== "code";
  const me = useQuery({ queryKey: ["me", greeting.data?.seat], queryFn: () => call("GET /api/me"), enabled: Boolean(known) });
  useEffect(() => () => takeSeat(null), []);
  useEffect(() => {
    document.title = t("people.pageTitle");
  }, [t]);
  const again = () => client.invalidateQueries({ queryKey: ["entry", token] }).then(() => client.invalidateQueries({ queryKey: ["me"] }));

  if (greeting.isPending || (known && me.isPending))
    return (
      <>
        <Top />
        <Loading what={t("people.opening")} />
      </>
    );
  if (greeting.error)
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
  if (!greeting.data || me.error)
    return (
      <>
        <Top />
        <main className="page narrow" id="main">
          <Wrong error={me.error} />
        </main>
      </>
    );
  if (me.data?.step !== "done") return <EntrySteps token={token} greeting={greeting.data} me={me.data ?? null} onStep={again} />;
  return (
    <Suspense fallback={<Loading />}>
      <Routes>
        <Route
          path="room"
          element={
            <RoomPage
              caseId={me.data.caseId}
              me={{ id: me.data.id, name: me.data.name, partyId: me.data.partyId, role: "party" }}
              back={`/j/${token}`}
            />
          }
        />
        <Route path="*" element={<PartyCase me={me.data} base={`/j/${token}`} />} />
      </Routes>
    </Suspense>
  );
}
