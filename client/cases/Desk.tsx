import { Route, Routes } from "react-router";
import { StaffGate } from "../people/StaffGate.tsx";
import { part } from "../ui/part.tsx";
import { CaseList } from "./CaseList.tsx";
import { StaffCase } from "./StaffCase.tsx";

const NewCase = part(() => import("./NewCase.tsx"));
const StaffRoom = part(() => import("../rooms/StaffRoom.tsx"));

export default function Desk() {
  return (
    <StaffGate needs="mediator">
      {(me) => (
        <Routes>
          <Route index element={<CaseList />} />
          <Route path="new" element={<NewCase />} />
          <Route path="cases/:caseId/room" element={<StaffRoom me={me} />} />
          <Route path="cases/:caseId/*" element={<StaffCase me={me} />} />
        </Routes>
      )}
    </StaffGate>
  );
}
