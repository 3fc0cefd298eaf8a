import { useParams } from "react-router";
import type { StaffMe } from "../../shared/people/contract.ts";
import RoomPage from "./RoomPage.tsx";

export default function StaffRoom({ me }: { me: StaffMe }) {
  const { caseId = "" } = useParams();
  return (
    <RoomPage
      caseId={caseId}
      me={{ id: me.id, name: me.name, partyId: null, role: "mediator" }}
      back={`/desk/cases/${caseId}`}
    />
  );
}
