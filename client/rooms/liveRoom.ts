import {
  ConnectionQuality,
  ConnectionState,
  DefaultReconnectPolicy,
  type Participant,
  Room,
  RoomEvent,
  Track,
} from "livekit-client";
import { personOf } from "../../shared/rooms/mediaIdentity.ts";
import { call, Refused } from "../transport/api.ts";
import type { Choice } from "./DeviceCheck.tsx";

export type Person = {
  /** Of this one connection: somebody may be in by two devices. */
  key: string;
  id: string;
  name: string;
  title: string;
  local: boolean;
  speaking: boolean;
  muted: boolean;
  signal: "good" | "poor" | "lost" | "unknown";
  video: Track | null;
  audio: Track | null;
  screen: Track | null;
};

export type LiveState = {
  connection: "connecting" | "connected" | "reconnecting" | "off" | "refused";
  people: Person[];
  microphone: boolean;
  camera: boolean;
  sharing: boolean;
  needsTap: boolean;
  trouble: string | null;
  /** Wanted, and gone by itself: unplugged, or taken by another program. */
  lost: ("microphone" | "camera")[];
};

const AGAIN_MS = [500, 1000, 2000, 4000];

/**
 * LiveKit's own tries, for a short fault: it holds on to a pass and a room that may be gone. After
 * them we come back with a fresh pass.
 */
const SAME_PASS_MS = [0, 300, 1200, 2700];

const CHANGES = [
  RoomEvent.ParticipantConnected,
  RoomEvent.ParticipantDisconnected,
  RoomEvent.TrackSubscribed,
  RoomEvent.TrackUnsubscribed,
  RoomEvent.TrackUnpublished,
  RoomEvent.TrackMuted,
  RoomEvent.TrackUnmuted,
  RoomEvent.LocalTrackPublished,
  RoomEvent.LocalTrackUnpublished,
  RoomEvent.ActiveSpeakersChanged,
  RoomEvent.ConnectionQualityChanged,
  RoomEvent.AudioPlaybackStatusChanged,
  RoomEvent.ParticipantNameChanged,
] as const;

/**
 * The connection to the media server. When it breaks for good, it comes back by itself with a fresh
 * pass, same person, same mute state.
 */
export class LiveRoom {
  #caseId: string;
  #choice: Choice;
  #keep: (choice: Choice) => void;
  #room: Room | null = null;
  #closed = false;
  #tries = 0;
  #shareWish: boolean | null = null;
  #sharing: Promise<void> = Promise.resolve();
  #listeners = new Set<() => void>();
  #state: LiveState = {
    connection: "connecting",
    people: [],
    microphone: false,
    camera: false,
    sharing: false,
    needsTap: false,
    trouble: null,
    lost: [],
  };

  #opening = { microphone: 0, camera: 0 };

  /** `keep` is told what is on and off, so that a reload comes back as muted as before. */
  constructor(caseId: string, choice: Choice, keep: (choice: Choice) => void) {
    this.#caseId = caseId;
    this.#choice = choice;
    this.#keep = keep;
    addEventListener("online", this.#hurry);
    document.addEventListener("visibilitychange", this.#awake);
    navigator.mediaDevices?.addEventListener?.("devicechange", this.#recover);
    void this.#connect();
  }

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  current = () => this.#state;
  #set(change: Partial<LiveState>) {
    this.#state = { ...this.#state, ...change };
    for (const tell of this.#listeners) tell();
  }

  #hurry = () => {
    if (this.#state.connection === "reconnecting" && !this.#room) void this.#connect();
  };

  /** Phones silence audio while locked or in a call: on return it is started again. */
  #awake = () => {
    if (document.visibilityState === "visible")
      void this.#room?.startAudio().catch(() => this.#set({ needsTap: true }));
  };

  /** A device that was lost is taken again when something is plugged in. */
  #recover = () => {
    if (this.#state.lost.includes("microphone")) void this.#setMicrophone();
    if (this.#state.lost.includes("camera")) void this.#setCamera();
  };

  async #connect(): Promise<void> {
    if (this.#closed) return;
    const room = new Room({
      adaptiveStream: true,
      dynacast: true,
      disconnectOnPageLeave: true,
      reconnectPolicy: new DefaultReconnectPolicy(SAME_PASS_MS),
    });
    try {
      const pass = await call("POST /api/cases/:caseId/room/media-pass", {
        params: { caseId: this.#caseId },
        body: {},
      });
      // Some of these are told a moment before they are so: what an ended share leaves behind would
      // stay on the screen.
      for (const event of CHANGES) room.on(event, () => queueMicrotask(this.#read));
      room.on(RoomEvent.ConnectionStateChanged, (state) => {
        if (room === this.#room)
          this.#set({
            connection:
              state === ConnectionState.Connected
                ? "connected"
                : state === ConnectionState.Disconnected
                  ? "reconnecting"
                  : "reconnecting",
          });
      });
      room.on(RoomEvent.Disconnected, () => {
        if (room === this.#room) {
          this.#room = null;
          this.#again();
        }
      });
      await room.connect(pass.url, pass.token);
      if (this.#closed) return void room.disconnect();
      this.#room = room;
      this.#tries = 0;
      this.#set({ connection: "connected", trouble: null });
      this.#read();
      await this.#setMicrophone();
      await this.#setCamera();
    } catch (error) {
      if (error instanceof Refused && error.problem.status !== 0) {
        if (error.problem.code === "rooms/media-off") {
          this.#set({ connection: "off", trouble: error.message });
          this.#again(4000);
          return;
        }
        if (error.problem.status < 500) {
          this.#set({ connection: "refused", trouble: error.message });
          return;
        }
      }
      this.#again();
    }
  }

  #again(wait = AGAIN_MS[Math.min(this.#tries++, AGAIN_MS.length - 1)] as number) {
    if (this.#closed) return;
    if (this.#state.connection !== "off")
      this.#set({
        connection: this.#tries > 1 || this.#state.people.length ? "reconnecting" : "connecting",
      });
    setTimeout(() => {
      if (!this.#room) void this.#connect();
    }, wait);
  }

  #read = () => {
    const room = this.#room;
    if (!room) return;
    const people = [room.localParticipant as Participant, ...room.remoteParticipants.values()].map(
      (one): Person => {
        const track = (source: Track.Source) => {
          const publication = one.getTrackPublication(source);
          return publication && !publication.isMuted ? (publication.track ?? null) : null;
        };
        const signal = {
          [ConnectionQuality.Excellent]: "good",
          [ConnectionQuality.Good]: "good",
          [ConnectionQuality.Poor]: "poor",
          [ConnectionQuality.Lost]: "lost",
          [ConnectionQuality.Unknown]: "unknown",
        } as const;
        return {
          key: one.identity,
          id: personOf(one.identity),
          name: one.name ?? "",
          title: titleOf(one.metadata),
          local: one === room.localParticipant,
          speaking: one.isSpeaking,
          muted: !one.isMicrophoneEnabled,
          signal: signal[one.connectionQuality],
          video: track(Track.Source.Camera),
          audio: one === room.localParticipant ? null : track(Track.Source.Microphone),
          screen: track(Track.Source.ScreenShare),
        };
      },
    );
    const me = room.localParticipant;
    this.#set({
      people,
      microphone: me.isMicrophoneEnabled,
      camera: me.isCameraEnabled,
      sharing: this.#shareWish ?? me.isScreenShareEnabled,
      needsTap: !room.canPlaybackAudio,
      lost: [
        ...(this.#isLost("microphone", me.isMicrophoneEnabled) ? ["microphone" as const] : []),
        ...(this.#isLost("camera", me.isCameraEnabled) ? ["camera" as const] : []),
      ],
    });
  };

  /** On by wish, off in fact, and nobody is just turning it on or was just refused it. */
  #isLost = (kind: "microphone" | "camera", on: boolean) =>
    this.#choice[kind] && !on && this.#opening[kind] === 0 && this.#state.trouble !== kind;

  /** The devices as they are used now, by kind. */
  devicesInUse = (): Partial<Record<MediaDeviceKind, string>> => ({
    ...pick("audioinput", this.#room?.getActiveDevice("audioinput")),
    ...pick("videoinput", this.#room?.getActiveDevice("videoinput")),
    ...pick("audiooutput", this.#room?.getActiveDevice("audiooutput")),
  });

  /**
   * Takes another microphone, camera or speaker without leaving the room; a microphone or camera
   * that was lost comes back with it.
   */
  async takeDevice(kind: MediaDeviceKind, deviceId: string) {
    if (kind === "audioinput") this.#choose({ microphoneId: deviceId });
    if (kind === "videoinput") this.#choose({ cameraId: deviceId });
    const which =
      kind === "videoinput" ? "camera" : kind === "audioinput" ? "microphone" : "speaker";
    await this.#device(() => this.#room?.switchActiveDevice(kind, deviceId), which);
    this.#recover();
  }

  /**
   * What a person turns on or off is remembered; what coming in turns on is not, or somebody who
   * has just left would be kept.
   */
  async microphone(on: boolean) {
    this.#choose({ microphone: on });
    await this.#setMicrophone();
  }

  async camera(on: boolean) {
    this.#choose({ camera: on });
    await this.#setCamera();
  }

  #choose(change: Partial<Choice>) {
    this.#choice = { ...this.#choice, ...change };
    this.#keep(this.#choice);
  }

  #setMicrophone() {
    const { microphone: on, microphoneId: deviceId } = this.#choice;
    return this.#device(
      () =>
        this.#room?.localParticipant.setMicrophoneEnabled(
          on,
          on && deviceId ? { deviceId } : undefined,
        ),
      "microphone",
    );
  }

  #setCamera() {
    const { camera: on, cameraId: deviceId } = this.#choice;
    return this.#device(
      () =>
        this.#room?.localParticipant.setCameraEnabled(
          on,
          on && deviceId ? { deviceId } : undefined,
        ),
      "camera",
    );
  }

  /** One after the other: a second press while the first is still being carried out undoes it. */
  async share(on: boolean) {
    this.#shareWish = on;
    this.#read();
    this.#sharing = this.#sharing.then(() =>
      this.#device(() => this.#room?.localParticipant.setScreenShareEnabled(on), "screen"),
    );
    await this.#sharing;
    if (this.#shareWish === on) this.#shareWish = null;
    this.#read();
  }

  async tap() {
    await this.#room?.startAudio();
    this.#read();
  }

  async #device(act: () => Promise<unknown> | undefined, which: string) {
    const counted = which === "microphone" || which === "camera" ? which : null;
    if (counted) this.#opening[counted]++;
    try {
      await act();
      this.#set({ trouble: null });
    } catch {
      this.#set({ trouble: which });
    }
    if (counted) this.#opening[counted]--;
    this.#read();
  }

  close() {
    this.#closed = true;
    removeEventListener("online", this.#hurry);
    document.removeEventListener("visibilitychange", this.#awake);
    navigator.mediaDevices?.removeEventListener?.("devicechange", this.#recover);
    void this.#room?.disconnect();
    this.#room = null;
  }
}

const pick = (kind: MediaDeviceKind, id: string | undefined) => (id ? { [kind]: id } : {});

function titleOf(metadata: string | undefined): string {
  try {
    return (JSON.parse(metadata ?? "{}") as { title?: string }).title ?? "";
  } catch {
    return "";
  }
}
