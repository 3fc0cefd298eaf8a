import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/Notice.tsx";
import { askDevice, type DeviceTrouble, listDevices, playTest, watchLevel } from "./devices.ts";

export type Choice = {
  microphoneId: string | undefined;
  cameraId: string | undefined;
  microphone: boolean;
  camera: boolean;
};

/**
 * Preview, choice of devices, level of the microphone, test of the speaker. Nothing here blocks the
 * way in.
 */
export function DeviceCheck({
  onDone,
  goLabel,
}: {
  onDone: (choice: Choice) => void;
  goLabel: string;
}) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [microphone, setMicrophone] = useState<MediaStreamTrack | null>(null);
  const [camera, setCamera] = useState<MediaStreamTrack | null>(null);
  const [trouble, setTrouble] = useState<{ microphone?: DeviceTrouble; camera?: DeviceTrouble }>(
    {},
  );
  const [level, setLevel] = useState(0);
  const [played, setPlayed] = useState(false);
  const [opening, setOpening] = useState({ microphone: false, camera: false });
  const [lists, setLists] = useState<{ microphone: MediaDeviceInfo[]; camera: MediaDeviceInfo[] }>({
    microphone: [],
    camera: [],
  });

  const ask = useCallback(async (kind: "microphone" | "camera", deviceId?: string) => {
    setOpening((before) => ({ ...before, [kind]: true }));
    const answer = await askDevice(kind, deviceId);
    const set = kind === "microphone" ? setMicrophone : setCamera;
    setOpening((before) => ({ ...before, [kind]: false }));
    setTrouble((before) => ({
      ...before,
      [kind]: "trouble" in answer ? answer.trouble : undefined,
    }));
    set((before) => {
      before?.stop();
      return "track" in answer ? answer.track : null;
    });
    setLists({
      microphone: await listDevices("audioinput"),
      camera: await listDevices("videoinput"),
    });
  }, []);
  useEffect(() => {
    if (!microphone) return;
    return watchLevel(microphone, setLevel);
  }, [microphone]);
  useEffect(() => {
    if (video.current) video.current.srcObject = camera ? new MediaStream([camera]) : null;
  }, [camera]);
  useEffect(
    () => () => {
      microphone?.stop();
    },
    [microphone],
  );
  useEffect(
    () => () => {
      camera?.stop();
    },
    [camera],
  );

  const chooser = (kind: "microphone" | "camera", track: MediaStreamTrack | null) =>
    lists[kind].length > 1 &&
    track && (
      <label className="small">
        {t(`rooms.choose.${kind}`)}
        <select
          className="input small"
          value={track.getSettings().deviceId}
          onChange={(event) => void ask(kind, event.target.value)}
        >
          {lists[kind].map((device) => (
            <option key={device.deviceId} value={device.deviceId}>
              {device.label || device.deviceId.slice(0, 6)}
            </option>
          ))}
        </select>
      </label>
    );
  const done = () =>
    onDone({
      microphoneId: microphone?.getSettings().deviceId,
      cameraId: camera?.getSettings().deviceId,
      // A device that is still opening is wanted; the room opens it.
      microphone: microphone !== null || opening.microphone,
      camera: camera !== null || opening.camera,
    });
  return (
    <section className="card stack">
      <h1>{t("rooms.checkTitle")}</h1>
      <p className="muted">{t("rooms.checkText")}</p>
      <div>
        <h2>1. {t("rooms.microphone")}</h2>
        {microphone ? (
          <>
            <div
              className="meter"
              role="meter"
              aria-label={t("rooms.level")}
              aria-valuenow={Math.round(level * 100)}
              aria-valuemin={0}
              aria-valuemax={100}
            >
              <i style={{ width: `${Math.round(level * 100)}%` }} />
            </div>
            <p className="small muted">{t("rooms.speak")}</p>
            {chooser("microphone", microphone)}
          </>
        ) : (
          <Button busy={opening.microphone} onClick={() => void ask("microphone")}>
            {t("rooms.allowMicrophone")}
          </Button>
        )}
        {trouble.microphone && (
          <Notice kind="warn">
            {t(`rooms.trouble.${trouble.microphone}`)} {t("rooms.stillIn")}
          </Notice>
        )}
      </div>
      <div>
        <h2>2. {t("rooms.camera")}</h2>
        {camera ? (
          <>
            <video
              ref={video}
              className="preview"
              autoPlay
              playsInline
              muted
              aria-label={t("rooms.preview")}
            />
            {chooser("camera", camera)}
          </>
        ) : (
          <Button busy={opening.camera} onClick={() => void ask("camera")}>
            {t("rooms.allowCamera")}
          </Button>
        )}
        {trouble.camera && (
          <Notice kind="warn">
            {t(`rooms.trouble.${trouble.camera}`)} {t("rooms.stillIn")}
          </Notice>
        )}
      </div>
      <div>
        <h2>3. {t("rooms.speaker")}</h2>
        <Button
          onClick={() => {
            playTest();
            setPlayed(true);
          }}
        >
          {t("rooms.playTest")}
        </Button>
        {played && (
          <p className="small muted" role="status">
            {t("rooms.heard")}
          </p>
        )}
      </div>
      <Button main block onClick={done}>
        {goLabel}
      </Button>
      {!microphone && !camera && <p className="small muted">{t("rooms.withoutDevices")}</p>}
    </section>
  );
}
