import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { RoomView } from "../../shared/rooms/room.ts";
import type { CaseLink } from "../transport/caseLink.ts";
import { Button, Dialog, Field, Loading, Wrong } from "../ui/kit.tsx";
import { useTitle } from "../people/titles.ts";
import type { Choice } from "./DeviceCheck.tsx";
import { Icon, type IconName } from "./Icon.tsx";
import { LiveRoom, type LiveState } from "./liveRoom.ts";
import type { RoomPerson } from "./RoomPage.tsx";
import { Tile } from "./Tile.tsx";
import { useArrivals } from "./useArrivals.ts";

const DraftPanel = lazy(() => import("../drafting/DraftPanel.tsx"));
const Messages = lazy(() => import("../correspondence/Messages.tsx"));
const AgreementPanel = lazy(() => import("../agreements/AgreementPanel.tsx"));
type Side = "" | "draft" | "chat" | "sign";
const nothing: LiveState = {
  connection: "connecting",
  people: [],
  microphone: false,
  camera: false,
  sharing: false,
  needsTap: false,
  trouble: null,
};

/** The room: faces, and beside them (under them on a phone) the draft, the chat or the agreement. */
export function LiveView({
  caseId,
  me,
  choice,
  onChoice,
  link,
  room,
  connected,
  onLeave,
  back,
}: {
  caseId: string;
  me: RoomPerson;
  choice: Choice;
  onChoice: (choice: Choice) => void;
  link: CaseLink;
  room: RoomView;
  connected: boolean;
  onLeave: () => void;
  back: string;
}) {
  const { t } = useTranslation(),
    [live, setLive] = useState<LiveRoom | null>(null),
    [side, setSide] = useState<Side>(""),
    [trouble, setTrouble] = useState<unknown>(null),
    [ending, setEnding] = useState(false),
    [unread, setUnread] = useState(0);
  useEffect(() => {
    const made = new LiveRoom(caseId, choice, onChoice);
    setLive(made);
    return () => made.close();
  }, [caseId, choice, onChoice]);
  const state = useSyncExternalStore(live?.subscribe ?? (() => () => {}), () => live?.current() ?? nothing),
    leads = me.role === "mediator";
  useArrivals(room.waiting, leads);
  useEffect(() => {
    if (!leads) document.title = t("rooms.title");
  }, [leads, t]);
  useEffect(() => {
    const before = link.onChanged;
    link.onChanged = (part) => {
      before(part);
      if (part === "messages") setUnread((count) => count + 1);
    };
    return () => {
      link.onChanged = before;
    };
  }, [link]);
  useEffect(() => {
    if (side === "chat") setUnread(0);
  }, [side, unread]);
  const ask = (act: Promise<unknown>) => void act.then(() => setTrouble(null), setTrouble);
  const hands = new Set(room.inside.filter((one) => one.handRaisedAt).map((one) => one.personId)),
    raised = hands.has(me.id),
    viewer = { id: me.id, name: me.name, role: me.role, partyId: me.partyId };
  const tiles = [
    ...state.people.filter((one) => one.screen).map((one) => <Tile key={`${one.id}-screen`} person={one} hand={false} screen />),
    ...state.people.map((one) => <Tile key={one.id} person={one} hand={hands.has(one.id)} />),
  ];
  const toggle = (next: Side) => setSide(side === next ? "" : next),
    advice = state.people.find((one) => one.local)?.signal;
  return (
    <div className="room" data-connection={state.connection}>
      <div>
        <div className="room-top">
          <span className="grow">
            {t("rooms.with", { count: room.inside.length + 1 })}{" "}
            {(advice === "poor" || advice === "lost") && <span className="small">· {t("rooms.advice")}</span>}
          </span>
          {!connected && <span className="small">{t("rooms.lineLost")}</span>}
          {leads && room.waitingCount > 0 && <span className="badge warn">{t("rooms.waitBadge", { count: room.waitingCount })}</span>}
        </div>
        {leads && room.waiting.length > 0 && <WaitingList link={link} room={room} onTrouble={setTrouble} />}
        {Boolean(trouble) && (
          <div style={{ padding: "0 10px" }}>
            <Wrong error={trouble} />
          </div>
        )}
        {state.trouble && state.connection === "connected" && (
          <p className="small" style={{ padding: "0 14px", margin: 0 }} role="status">
            {t(`rooms.deviceTrouble.${state.trouble}`)}
          </p>
        )}
      </div>
      <main className={`room-main ${side ? "with-side" : ""}`} id="main">
        <div className="tiles" data-count={Math.min(tiles.length, 6)} style={{ position: "relative" }}>
          {tiles}
          {state.connection !== "connected" && (
            <div className="room-over" role="status">
              <div>
                {state.connection !== "off" && state.connection !== "refused" && <span className="spin" aria-hidden />}
                <h2>{t(`rooms.over.${state.connection}`)}</h2>
                <p>{t(`rooms.overText.${state.connection}`)}</p>
              </div>
            </div>
          )}
        </div>
        {side && (
          <aside className="room-side" aria-label={t(`rooms.bar.${side}`)}>
            <Suspense fallback={<Loading />}>
              {side === "draft" ? (
                <DraftPanel caseId={caseId} viewer={viewer} />
              ) : side === "chat" ? (
                <Messages caseId={caseId} only="joint" />
              ) : (
                <AgreementPanel caseId={caseId} viewer={viewer} />
              )}
            </Suspense>
          </aside>
        )}
      </main>
      {state.needsTap && (
        <div className="room-over">
          <Button main onClick={() => void live?.tap()}>
            {t("rooms.tapToHear")}
          </Button>
        </div>
      )}
      <nav className="room-bar" aria-label={t("rooms.controls")}>
        <Bar
          icon="microphone"
          label={t(state.microphone ? "rooms.bar.mute" : "rooms.bar.unmute")}
          off={!state.microphone}
          onClick={() => void live?.microphone(!state.microphone)}
        />
        <Bar
          icon="camera"
          label={t(state.camera ? "rooms.bar.cameraOff" : "rooms.bar.cameraOn")}
          off={!state.camera}
          onClick={() => void live?.camera(!state.camera)}
        />
        {"getDisplayMedia" in (navigator.mediaDevices ?? {}) && (
          <Bar icon="screen" label={t("rooms.bar.share")} pressed={state.sharing} onClick={() => void live?.share(!state.sharing)} />
        )}
        <Bar icon="draft" label={t("rooms.bar.draft")} pressed={side === "draft"} onClick={() => toggle("draft")} />
        <Bar
          icon="chat"
          label={unread && side !== "chat" ? `${t("rooms.bar.chat")} (${unread})` : t("rooms.bar.chat")}
          pressed={side === "chat"}
          onClick={() => toggle("chat")}
        />
        <Bar icon="sign" label={t("rooms.bar.sign")} pressed={side === "sign"} onClick={() => toggle("sign")} />
        {!leads && (
          <Bar
            icon="hand"
            label={t(raised ? "rooms.bar.handDown" : "rooms.bar.hand")}
            pressed={raised}
            onClick={() => ask(link.ask("room:hand", { raised: !raised }))}
          />
        )}
        <button type="button" className="leave" onClick={() => (leads ? setEnding(true) : onLeave())}>
          <Icon name="leave" />
          {t("rooms.bar.leave")}
        </button>
      </nav>
      {ending && (
        <Dialog title={t("rooms.endTitle")} onClose={() => setEnding(false)}>
          <p>{t("rooms.endText")}</p>
          <div className="row">
            <Button
              danger
              onClick={() => {
                void link.ask("room:end", {}).then(onLeave, setTrouble);
              }}
            >
              {t("rooms.endAll")}
            </Button>
            <Button
              plain
              onClick={() => {
                setEnding(false);
                location.assign(back);
              }}
            >
              {t("rooms.stepOut")}
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

function Bar({
  icon,
  label,
  off,
  pressed,
  onClick,
}: {
  icon: IconName;
  label: string;
  off?: boolean;
  pressed?: boolean;
  onClick: () => void;
}) {
  return (
    <button type="button" className={off ? "off" : ""} aria-pressed={pressed} onClick={onClick}>
      <Icon name={icon} />
      {label}
    </button>
  );
}

function WaitingList({ link, room, onTrouble }: { link: CaseLink; room: RoomView; onTrouble: (error: unknown) => void }) {
  const titled = useTitle();
  const { t } = useTranslation(),
    [declining, setDeclining] = useState<string | null>(null),
    [reason, setReason] = useState("");
  return (
    <section className="waiting-list" aria-label={t("rooms.waitingList")}>
      <ul>
        {room.waiting.map((one) => (
          <li key={one.personId}>
            <span className="grow">
              {t("people.withTitle", { name: one.name, title: titled(one.title) })}
              {!one.connected && <span className="small"> · {t("rooms.awayNow")}</span>}
            </span>
            <Button small main onClick={() => void link.ask("room:admit", { personId: one.personId }).catch(onTrouble)}>
              {t("rooms.admit")}
            </Button>
            <Button small plain onClick={() => setDeclining(one.personId)}>
              {t("rooms.declineOne")}
            </Button>
          </li>
        ))}
      </ul>
      {declining && (
        <Dialog title={t("rooms.declineTitle")} onClose={() => setDeclining(null)}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void link.ask("room:decline", { personId: declining, reason }).then(() => {
                setDeclining(null);
                setReason("");
              }, onTrouble);
            }}
          >
            <Field label={t("rooms.declineWhy")} hint={t("rooms.declineHint")}>
              <input required maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
            </Field>
            <Button danger type="submit">
              {t("rooms.declineOne")}
            </Button>
          </form>
        </Dialog>
      )}
    </section>
  );
}
