import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { RoomView } from "../../shared/rooms/view.ts";
import type { CaseLink } from "../transport/caseLink.ts";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/Notice.tsx";
import { When } from "../ui/When.tsx";
import { Wrong } from "../ui/Wrong.tsx";

/**
 * At the door: the place in line, an honest word about the mediator, and what can be done
 * meanwhile.
 */
export function Waiting({
  link,
  room,
  connected,
  leads,
  back,
  onLeave,
}: {
  link: CaseLink;
  room: RoomView;
  connected: boolean;
  leads: boolean;
  back: string;
  onLeave: () => void;
}) {
  const { t } = useTranslation();
  const [trouble, setTrouble] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    document.title = t(leads ? "rooms.title" : "rooms.waitingTitle");
  }, [t, leads]);
  const ask = async (name: "room:open" | "room:knock") => {
    setBusy(true);
    setTrouble(null);
    await link.ask(name, {}).catch(setTrouble);
    setBusy(false);
  };
  if (leads)
    return (
      <section className="card next">
        <p className="say">{t(room.phase === "ended" ? "rooms.endedLead" : "rooms.readyLead")}</p>
        <p>
          {room.waitingCount > 0
            ? t("rooms.waitAtDoor", { count: room.waitingCount })
            : t("rooms.nobodyYet")}
        </p>
        <Wrong error={trouble} />
        <div className="row">
          <Button main busy={busy} onClick={() => void ask("room:open")}>
            {t("rooms.begin")}
          </Button>
          <Link className="button plain" to={back}>
            {t("rooms.backToCase")}
          </Link>
        </div>
      </section>
    );
  const { me } = room;
  const declined = me.place === "declined";
  const ended = room.phase === "ended" && me.place === "absent";
  return (
    <section className="card next" aria-live="polite">
      {!connected && <Notice kind="warn">{t("rooms.lineLost")}</Notice>}
      {declined ? (
        <>
          <p className="say">{t("rooms.declined")}</p>
          <p>
            {t("rooms.declinedReason")}
            {me.reason}
          </p>
          <div className="row">
            <Button main busy={busy} onClick={() => void ask("room:knock")}>
              {t("rooms.askAgain")}
            </Button>
            <Link className="button plain" to={back}>
              {t("rooms.backToCase")}
            </Link>
          </div>
        </>
      ) : ended ? (
        <>
          <p className="say">{t("rooms.ended")}</p>
          <p>{t("rooms.endedText")}</p>
          <div className="row">
            <Link className="button main" to={back}>
              {t("rooms.backToCase")}
            </Link>
            <Button plain busy={busy} onClick={() => void ask("room:knock")}>
              {t("rooms.waitAgain")}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p className="say">
            {t(room.phase === "open" ? "rooms.waitingOpen" : "rooms.waitingClosed")}
          </p>
          {me.position !== null && (
            <p>
              {t("rooms.place", { n: me.position, count: room.waitingCount })}
              {me.since && (
                <span className="muted">
                  {" "}
                  · {t("rooms.since")} <When at={me.since} />
                </span>
              )}
            </p>
          )}
          <p className="muted">
            {room.mediator.connected
              ? t("rooms.mediatorHere", { name: room.mediator.name })
              : t("rooms.mediatorAway", { name: room.mediator.name })}
          </p>
          <p className="muted">{t("rooms.keepPlace")}</p>
          <div className="row">
            <Link className="button plain" to={`${back}/draft`}>
              {t("rooms.readMeanwhile")}
            </Link>
            <Link className="button plain" to={`${back}/messages?to=mediator`}>
              {t("rooms.writeMeanwhile")}
            </Link>
            <Button plain onClick={onLeave}>
              {t("rooms.giveUp")}
            </Button>
          </div>
        </>
      )}
      <Wrong error={trouble} />
    </section>
  );
}
