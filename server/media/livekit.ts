import type { Settings } from "../settings.ts";

export type MediaState = {
  ready: boolean;
  step: "off" | "looking" | "building" | "downloading" | "starting" | "ready" | "failed";
  detail: string;
};
/** The media server as the rest of the product knows it. */
export type MediaServer = {
  state(): MediaState;
  /** Address for browsers, or null while video is off. */
  url(): string | null;
  pass(room: string, person: { id: string; name: string; title: string }): Promise<string>;
  createRoom(name: string): Promise<void>;
  closeRoom(name: string): Promise<void>;
  remove(room: string, personId: string): Promise<void>;
  stop(): Promise<void>;
};

/** A pass only opens the door; it is asked for anew at every connection. */
const PASS_SECONDS = 120;

type Access = { url: string; apiUrl: string; key: string; secret: string };

/** LiveKit behind the interface: given from outside, or prepared and run here while the site is already up. */
export function openMedia(
  settings: Settings,
  prepare: (report: (state: MediaState) => void) => Promise<Access & { stop: () => Promise<void> }>,
): MediaServer {
  let state: MediaState = { ready: false, step: settings.MEDIA === "off" ? "off" : "looking", detail: "" };
  let access: Access | null = null,
    stop = async () => {};
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
    void prepare((next) => {
      state = next;
      if (!next.ready && access && next.step === "failed") access = null;
    })
      .then((made) => {
        access = made;
        stop = made.stop;
        state = { ready: true, step: "ready", detail: made.url };
      })
      .catch((error: Error) => {
        state = { ready: false, step: "failed", detail: error.message };
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
      const { key, secret } = needed(),
        { AccessToken } = await sdk();
      const token = new AccessToken(key, secret, {
        identity: person.id,
        name: person.name,
        metadata: JSON.stringify({ title: person.title }),
        ttl: PASS_SECONDS,
      });
      token.addGrant({ room, roomJoin: true, canPublish: true, canSubscribe: true, canPublishData: false, canUpdateOwnMetadata: false });
      return token.toJwt();
    },
    async createRoom(name) {
      await (await api()).createRoom({ name, emptyTimeout: 3600, departureTimeout: 3600 });
    },
    async closeRoom(name) {
      await (await api()).deleteRoom(name).catch(() => {});
    },
    async remove(room, personId) {
      await (await api()).removeParticipant(room, personId).catch(() => {});
    },
    stop: () => stop(),
  };
}
