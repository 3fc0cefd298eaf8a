import type { Track } from "livekit-client";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useTitle } from "../people/titles.ts";
import { Icon } from "./Icon.tsx";
import type { Person } from "./liveRoom.ts";

/** One person: picture or initial, name with role, who speaks, how the line is. */
export function Tile({
  person,
  hand,
  screen,
}: {
  person: Person;
  hand: boolean;
  screen?: boolean;
}) {
  const titled = useTitle();
  const { t } = useTranslation();
  const track = screen ? person.screen : person.video;
  const label = person.title
    ? t("people.withTitle", { name: person.name, title: titled(person.title) })
    : person.name;
  return (
    <div
      className={`tile ${person.speaking && !screen ? "speaking" : ""} ${screen ? "screen" : ""}`}
      role="group"
      data-person={person.id}
      aria-label={label}
    >
      {track ? (
        <Picture track={track} mirror={person.local && !screen} label={label} />
      ) : (
        <span className="initial" aria-hidden>
          {[...person.name][0]}
        </span>
      )}
      {person.audio && !screen && <Sound track={person.audio} />}
      <span className="name">
        {person.muted && !screen && (
          <span title={t("rooms.mutedOne")}>
            <Icon name="muted" />
          </span>
        )}
        {hand && (
          <span className="hand" title={t("rooms.handUp")}>
            <Icon name="hand" />
          </span>
        )}
        {label}
        {person.local && ` · ${t("rooms.me")}`}
      </span>
      {(person.signal === "poor" || person.signal === "lost") && (
        <span className="signal">{t(`rooms.signal.${person.signal}`)}</span>
      )}
    </div>
  );
}

function Picture({ track, mirror, label }: { track: Track; mirror: boolean; label: string }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    track.attach(element);
    return () => {
      track.detach(element);
    };
  }, [track]);
  return (
    <video
      ref={video}
      autoPlay
      playsInline
      muted
      aria-label={label}
      style={mirror ? { transform: "scaleX(-1)" } : undefined}
    />
  );
}

function Sound({ track }: { track: Track }) {
  const audio = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const element = audio.current;
    if (!element) return;
    track.attach(element);
    return () => {
      track.detach(element);
    };
  }, [track]);
  return <audio ref={audio} autoPlay />;
}
