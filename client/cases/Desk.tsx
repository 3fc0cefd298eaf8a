import { lazy, Suspense } from "react";
import { Route, Routes } from "react-router";
import { StaffGate } from "../people/StaffGate.tsx";
import { Loading } from "../ui/kit.tsx";
import { CaseList } from "./CaseList.tsx";
import { StaffCase } from "./StaffCase.tsx";

const NewCase = lazy(() => import("./NewCase.tsx"));
const StaffRoom = lazy(() => import("../rooms/StaffRoom.tsx"));

export default function Desk() {
  return (
    <StaffGate needs="mediator">
      {(me) => (
        <Suspense fallback={<Loading />}>
          <Routes>
            <Route index element={<CaseList />} />
            <Route path="new" element={<NewCase />} />
            <Route path="cases/:caseId/room" element={<StaffRoom me={me} />} />
            <Route path="cases/:caseId/*" element={<StaffCase me={me} />} />
          </Routes>
        </Suspense>
      )}
    </StaffGate>
  );
}
