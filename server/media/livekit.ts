import { inBackground } from "../guard.ts";
import type { Settings } from "../settings.ts";

export type MediaState = {
  ready: boolean;
  step: "off" | "looking" | "building" | "downloading" | "starting" | "ready" | "failed";
  detail: string;
};

/**
 * Who a pass is for: the name and title that others see, and whether sound and picture may be sent.
 */
export type MediaPerson = { identity: string; name: string; title: string; publish: boolean };

/** One who is in a media room: by which connection, and whether a camera can be seen. */
export type Inside = { identity: string; connection: string; camera: boolean };

/** The media server as the rest of the product knows it. */
export type MediaServer = {
  state(): MediaState;
  /** Address for browsers, or null while video is off. */
  url(): string | null;
  pass(room: string, person: MediaPerson): Promise<string>;
  createRoom(name: string): Promise<void>;
  closeRoom(name: string): Promise<void>;
  remove(room: string, identity: string): Promise<void>;
  /** Who is in this room now. */
  inside(room: string): Promise<Inside[]>;
  stop(): Promise<void>;
};

/**
 * A pass only opens the door and is asked for anew at every connection; but LiveKit hands out
 * longer ones to those inside (R-P34).
 */
const PASS_SECONDS = 60;

type Access = { url: string; apiUrl: string; key: string; secret: string };

/**
 * LiveKit behind the interface: given from outside, or prepared and run here while the site is
 * already up.
 */
export function openMedia(
  settings: Settings,
  prepare: (report: (state: MediaState) => void) => Promise<Access & { stop: () => Promise<void> }>,
): MediaServer {
  let state: MediaState = {
    ready: false,
    step: settings.MEDIA === "off" ? "off" : "looking",
    detail: "",
  };
  let access: Access | null = null;
  let stop = async () => {};
  const sdk = () => import("livekit-server-sdk");
  if (settings.LIVEKIT_URL) {
    access = {
      url: settings.LIVEKIT_URL,
      apiUrl: settings.LIVEKIT_URL.replace(/^ws/, "http"),
      key: settings.LIVEKIT_API_KEY as string,
      secret: settings.LIVEKIT_API_SECRET as string,
    };
    state = { ready: true, step: "ready", detail: settings.LIVEKIT_URL };
  } else if (settings.MEDIA !== "off") {
    inBackground("preparing video", async () => {
      try {
        const made = await prepare((next) => {
          state = next;
          if (!next.ready && access && next.step === "failed") access = null;
        });
        access = made;
        stop = made.stop;
        state = { ready: true, step: "ready", detail: made.url };
      } catch (error) {
        state = { ready: false, step: "failed", detail: (error as Error).message };
      }
    });
  }
  const needed = (): Access => {
    if (!access) throw new Error("media server not ready");
    return access;
  };
  const api = async () => {
    const { apiUrl, key, secret } = needed();
    return new (await sdk()).RoomServiceClient(apiUrl, key, secret);
  };
  return {
    state: () => state,
    url: () => access?.url ?? null,
    async pass(room, person) {
      const { key, secret } = needed();
      const { AccessToken } = await sdk();
      const token = new AccessToken(key, secret, {
        identity: person.identity,
        name: person.name,
        metadata: JSON.stringify({ title: person.title }),
        ttl: PASS_SECONDS,
      });
      token.addGrant({
        room,
        roomJoin: true,
        canPublish: person.publish,
        canSubscribe: true,
        canPublishData: false,
        canUpdateOwnMetadata: false,
      });
      return token.toJwt();
    },
    async createRoom(name) {
      await (await api()).createRoom({ name, emptyTimeout: 3600, departureTimeout: 3600 });
    },
    async closeRoom(name) {
      await (await api()).deleteRoom(name).catch(() => {});
    },
    async remove(room, identity) {
      await (await api()).removeParticipant(room, identity).catch(() => {});
    },
    async inside(room) {
      const { TrackSource } = await sdk();
      const all = await (await api()).listParticipants(room);
      return all.map(({ identity, sid, tracks }) => ({
        identity,
        connection: sid,
        camera: tracks.some((track) => track.source === TrackSource.CAMERA && !track.muted),
      }));
    },
    stop: () => stop(),
  };
}
