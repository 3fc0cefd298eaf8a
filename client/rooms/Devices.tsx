import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../ui/Dialog.tsx";
import { listDevices } from "./devices.ts";
import type { LiveRoom } from "./liveRoom.ts";

const KINDS = ["audioinput", "videoinput", "audiooutput"] as const;
type Kind = (typeof KINDS)[number];
type Lists = Record<Kind, MediaDeviceInfo[]>;
const none: Lists = { audioinput: [], videoinput: [], audiooutput: [] };

const allDevices = async (): Promise<Lists> => {
  const [audioinput, videoinput, audiooutput] = await Promise.all(KINDS.map(listDevices));
  return {
    audioinput: audioinput ?? [],
    videoinput: videoinput ?? [],
    audiooutput: audiooutput ?? [],
  };
};

/**
 * Microphone, camera and speaker, changed in the room; the lists follow what is plugged in and out.
 */
export function Devices({ live, onClose }: { live: LiveRoom; onClose: () => void }) {
  const { t } = useTranslation();
  const [lists, setLists] = useState<Lists>(none);
  const [chosen, setChosen] = useState(live.devicesInUse());
  useEffect(() => {
    const look = () => void allDevices().then(setLists);
    look();
    navigator.mediaDevices?.addEventListener?.("devicechange", look);
    return () => navigator.mediaDevices?.removeEventListener?.("devicechange", look);
  }, []);
  return (
    <Dialog title={t("rooms.devices.title")} onClose={onClose}>
      {KINDS.filter((kind) => lists[kind].length > 0).map((kind) => (
        <label key={kind} className="field">
          <span>{t(`rooms.devices.${kind}`)}</span>
          <select
            className="input"
            value={chosen[kind] ?? ""}
            onChange={(event) => {
              setChosen({ ...chosen, [kind]: event.target.value });
              void live.takeDevice(kind, event.target.value);
            }}
          >
            {lists[kind].map((device, index) => (
              <option key={device.deviceId} value={device.deviceId}>
                {device.label || t("rooms.devices.number", { n: index + 1 })}
              </option>
            ))}
          </select>
        </label>
      ))}
      {KINDS.every((kind) => lists[kind].length === 0) && <p>{t("rooms.devices.none")}</p>}
    </Dialog>
  );
}
