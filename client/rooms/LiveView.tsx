import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { RoomView } from "../../shared/rooms/view.ts";
import type { CaseLink } from "../transport/caseLink.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { part } from "../ui/part.tsx";
import { useTitle } from "../people/titles.ts";
import type { Choice } from "./DeviceCheck.tsx";
import { Icon, type IconName } from "./Icon.tsx";
import { LiveRoom, type LiveState } from "./liveRoom.ts";
import type { RoomPerson } from "./RoomPage.tsx";
import { Tile } from "./Tile.tsx";
import { Devices } from "./Devices.tsx";
import { Presence } from "./Presence.tsx";
import { useArrivals } from "./useArrivals.ts";
import { useBackGuard } from "./useBackGuard.ts";
import { useHere } from "./useHere.ts";

const DraftPanel = part(() => import("../drafting/DraftPanel.tsx"));
const Messages = part(() => import("../correspondence/Messages.tsx"));
const AgreementPanel = part(() => import("../agreements/AgreementPanel.tsx"));
const CheckPanel = part(() => import("./CheckPanel.tsx"));
type Side = "" | "draft" | "chat" | "sign" | "check";

const nothing: LiveState = {
  connection: "connecting",
  people: [],
  microphone: false,
  camera: false,
  sharing: false,
  needsTap: false,
  trouble: null,
  lost: [],
};

/**
 * The room: faces, and beside them (under them on a phone) the draft, the chat or the agreement.
 */
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
  const { t } = useTranslation();
  const go = useNavigate();
  const [live, setLive] = useState<LiveRoom | null>(null);
  const [side, setSide] = useState<Side>("");
  const [trouble, setTrouble] = useState<unknown>(null);
  const [ending, setEnding] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const [unread, setUnread] = useState(0);
  useHere(link, connected);
  useBackGuard(useCallback(() => setEnding(true), []));
  useEffect(() => {
    const made = new LiveRoom(caseId, choice, onChoice);
    setLive(made);
    return () => made.close();
  }, [caseId, choice, onChoice]);
  const state = useSyncExternalStore(
    live?.subscribe ?? (() => () => {}),
    () => live?.current() ?? nothing,
  );
  const leads = me.role === "mediator";
  useArrivals(room.waiting, leads);
  useEffect(() => {
    if (!leads) document.title = t("rooms.title");
  }, [leads, t]);
  useEffect(() => {
    return link.on((part) => {
      if (part === "messages") setUnread((count) => count + 1);
    });
  }, [link]);
  useEffect(() => {
    if (side === "chat" && unread > 0) setUnread(0);
  }, [side, unread]);
  const ask = (act: Promise<unknown>) => void act.then(() => setTrouble(null), setTrouble);
  const hands = new Set(room.inside.filter((one) => one.handRaisedAt).map((one) => one.personId));
  const raised = hands.has(me.id);
  const viewer = { id: me.id, name: me.name, role: me.role, partyId: me.partyId };
  const tiles = [
    ...state.people
      .filter((one) => one.screen)
      .map((one) => <Tile key={`${one.key}-screen`} person={one} hand={false} screen />),
    ...state.people.map((one) => <Tile key={one.key} person={one} hand={hands.has(one.id)} />),
  ];
  const toggle = (next: Side) => setSide(side === next ? "" : next);
  const advice = state.people.find((one) => one.local)?.signal;
  return (
    <div className="room" data-connection={state.connection}>
      <div>
        <div className="room-top">
          <Presence room={room} />
          {(advice === "poor" || advice === "lost") && (
            <span className="small">{t("rooms.advice")}</span>
          )}
          {!connected && <span className="small">{t("rooms.lineLost")}</span>}
          {leads && room.waitingCount > 0 && (
            <span className="badge warn">{t("rooms.waitBadge", { count: room.waitingCount })}</span>
          )}
        </div>
        {leads && room.waiting.length > 0 && (
          <WaitingList link={link} room={room} onTrouble={setTrouble} />
        )}
        {Boolean(trouble) && (
          <div style={{ padding: "0 10px" }}>
            <Wrong error={trouble} />
          </div>
        )}
        {state.lost.length > 0 && state.connection === "connected" && (
          <p className="small row" style={{ padding: "0 14px", margin: 0 }} role="alert">
            <span className="grow">
              {state.lost.map((one) => t(`rooms.lost.${one}`)).join(" ")}
            </span>
            <Button small onClick={() => setChoosing(true)}>
              {t("rooms.devices.change")}
            </Button>
          </p>
        )}
        {state.trouble && state.connection === "connected" && (
          <p className="small" style={{ padding: "0 14px", margin: 0 }} role="status">
            {t(`rooms.deviceTrouble.${state.trouble}`)}
          </p>
        )}
      </div>
      <main className={`room-main ${side ? "with-side" : ""}`} id="main">
        <div
          className="tiles"
          data-count={Math.min(tiles.length, 6)}
          style={{ position: "relative" }}
        >
          {tiles}
          {state.connection !== "connected" && (
            <div className="room-over" role="status">
              <div>
                {state.connection !== "off" && state.connection !== "refused" && (
                  <span className="spin" aria-hidden />
                )}
                <h2>{t(`rooms.over.${state.connection}`)}</h2>
                <p>{t(`rooms.overText.${state.connection}`)}</p>
              </div>
            </div>
          )}
        </div>
        {side && (
          <aside className="room-side" aria-label={t(`rooms.bar.${side}`)}>
            {side === "draft" ? (
              <DraftPanel caseId={caseId} viewer={viewer} />
            ) : side === "chat" ? (
              <Messages caseId={caseId} />
            ) : side === "check" ? (
              <CheckPanel caseId={caseId} room={room} />
            ) : (
              <AgreementPanel caseId={caseId} viewer={viewer} />
            )}
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
          <Bar
            icon="screen"
            label={t("rooms.bar.share")}
            pressed={state.sharing}
            onClick={() => void live?.share(!state.sharing)}
          />
        )}
        <Bar
          icon="devices"
          label={t("rooms.bar.devices")}
          pressed={choosing}
          onClick={() => setChoosing(true)}
        />
        <Bar
          icon="draft"
          label={t("rooms.bar.draft")}
          pressed={side === "draft"}
          onClick={() => toggle("draft")}
        />
        <Bar
          icon="chat"
          label={
            unread && side !== "chat" ? `${t("rooms.bar.chat")} (${unread})` : t("rooms.bar.chat")
          }
          pressed={side === "chat"}
          onClick={() => toggle("chat")}
        />
        <Bar
          icon="sign"
          label={t("rooms.bar.sign")}
          pressed={side === "sign"}
          onClick={() => toggle("sign")}
        />
        {leads && (
          <Bar
            icon="check"
            label={t("rooms.bar.check")}
            pressed={side === "check"}
            onClick={() => toggle("check")}
          />
        )}
        {!leads && (
          <Bar
            icon="hand"
            label={t(raised ? "rooms.bar.handDown" : "rooms.bar.hand")}
            pressed={raised}
            onClick={() => ask(link.ask("room:hand", { raised: !raised }))}
          />
        )}
        <button
          type="button"
          className="leave"
          onClick={() => (leads ? setEnding(true) : onLeave())}
        >
          <Icon name="leave" />
          {t("rooms.bar.leave")}
        </button>
      </nav>
      {choosing && live && <Devices live={live} onClose={() => setChoosing(false)} />}
      {ending && (
        <Leaving
          leads={leads}
          onStay={() => setEnding(false)}
          onEnd={() => void link.ask("room:end", {}).then(onLeave, setTrouble)}
          onLeave={leads ? () => void go(back) : onLeave}
        />
      )}
    </div>
  );
}

/** Asked before anybody goes: the mediator may also end the session for all. */
function Leaving({
  leads,
  onStay,
  onEnd,
  onLeave,
}: {
  leads: boolean;
  onStay: () => void;
  onEnd: () => void;
  onLeave: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog title={t(leads ? "rooms.endTitle" : "rooms.leaveTitle")} onClose={onStay}>
      <p>{t(leads ? "rooms.endText" : "rooms.leaveText")}</p>
      <div className="row">
        {leads && (
          <Button danger onClick={onEnd}>
            {t("rooms.endAll")}
          </Button>
        )}
        <Button danger={!leads} plain={leads} onClick={onLeave}>
          {t(leads ? "rooms.stepOut" : "rooms.leaveNow")}
        </Button>
        {!leads && (
          <Button plain onClick={onStay}>
            {t("rooms.stay")}
          </Button>
        )}
      </div>
    </Dialog>
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

function WaitingList({
  link,
  room,
  onTrouble,
}: {
  link: CaseLink;
  room: RoomView;
  onTrouble: (error: unknown) => void;
}) {
  const titled = useTitle();
  const { t } = useTranslation();
  const [declining, setDeclining] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  return (
    <section className="waiting-list" aria-label={t("rooms.waitingList")}>
      <ul>
        {room.waiting.map((one) => (
          <li key={one.personId}>
            <span className="grow">
              {t("people.withTitle", { name: one.name, title: titled(one.title) })}
              {!one.connected && <span className="small"> · {t("rooms.awayNow")}</span>}
            </span>
            <Button
              small
              main
              onClick={() =>
                void link.ask("room:admit", { personId: one.personId }).catch(onTrouble)
              }
            >
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
              <input
                required
                maxLength={200}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
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
