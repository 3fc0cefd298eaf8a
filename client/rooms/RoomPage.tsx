import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useCaseLink } from "../transport/caseLink.ts";
import { Loading } from "../ui/Loading.tsx";
import { Top } from "../ui/Top.tsx";
import { type Choice, DeviceCheck } from "./DeviceCheck.tsx";
import { LiveView } from "./LiveView.tsx";
import { Waiting } from "./Waiting.tsx";

export type RoomPerson = {
  id: string;
  name: string;
  partyId: string | null;
  role: "party" | "mediator";
};

const keyOf = (caseId: string, id: string) => `yuntiao.devices.${caseId}.${id}`;

const kept = (key: string): Choice | null => {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null") as Choice | null;
  } catch {
    return null;
  }
};

/**
 * Device check → waiting → the room. A reload comes back to the same place, because the place is in
 * the case.
 */
export default function RoomPage({
  caseId,
  me,
  back,
}: {
  caseId: string;
  me: RoomPerson;
  back: string;
}) {
  const { t } = useTranslation();
  const go = useNavigate();
  const { link, room, connected } = useCaseLink(caseId);
  const key = keyOf(caseId, me.id);
  const [choice, setChoice] = useState<Choice | null>(() => kept(key));
  const keep = useCallback(
    (made: Choice) => {
      try {
        sessionStorage.setItem(key, JSON.stringify(made));
      } catch {
        /* asked again after a reload */
      }
    },
    [key],
  );
  const done = useCallback(
    (made: Choice) => {
      keep(made);
      setChoice(made);
      if (me.role === "party") void link.ask("room:knock", {}).catch(() => {});
    },
    [keep, link, me.role],
  );
  const place = room?.me.place;
  const leads = me.role === "mediator";
  // Who has passed the check knocks by himself, except after the end: that page stays until he asks
  // again.
  useEffect(() => {
    if (choice && connected && !leads && place === "absent" && room?.phase !== "ended")
      void link.ask("room:knock", {}).catch(() => {});
  }, [choice, connected, leads, link, place, room?.phase]);
  const leave = () => {
    void link.ask("room:leave", {}).catch(() => {});
    try {
      sessionStorage.removeItem(key);
    } catch {
      /* nothing kept */
    }
    void go(back);
  };

  if (!room)
    return (
      <>
        {!leads && <Top home={back} />}
        <Loading what={t("rooms.connecting")} />
      </>
    );
  if (!choice)
    return (
      <>
        {!leads && (
          <Top home={back}>
            <Link className="small" to={back}>
              {t("rooms.backToCase")}
            </Link>
          </Top>
        )}
        <main className="page narrow" id="main">
          <DeviceCheck onDone={done} goLabel={t(leads ? "rooms.openRoom" : "rooms.toDoor")} />
        </main>
      </>
    );
  if (leads ? room.phase !== "open" : place !== "admitted" || room.phase !== "open")
    return (
      <>
        {!leads && <Top home={back} />}
        <main className="page narrow" id="main">
          <Waiting
            link={link}
            room={room}
            connected={connected}
            leads={leads}
            back={back}
            onLeave={leave}
          />
        </main>
      </>
    );
  return (
    <LiveView
      caseId={caseId}
      me={me}
      choice={choice}
      onChoice={keep}
      link={link}
      room={room}
      connected={connected}
      onLeave={leave}
      back={back}
    />
  );
}
