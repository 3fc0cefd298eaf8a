export type DeviceTrouble = "refused" | "missing" | "busy" | "unsupported";

const troubleOf = (error: unknown): DeviceTrouble => {
  const name = (error as { name?: string })?.name;
  return name === "NotAllowedError" || name === "SecurityError"
    ? "refused"
    : name === "NotFoundError" || name === "OverconstrainedError"
      ? "missing"
      : name === "NotReadableError"
        ? "busy"
        : "unsupported";
};

/**
 * Asks for one device. Microphone and camera are asked for one at a time, so that refusing one does
 * not cost the other.
 */
export async function askDevice(
  kind: "microphone" | "camera",
  deviceId?: string,
): Promise<{ track: MediaStreamTrack } | { trouble: DeviceTrouble }> {
  if (!navigator.mediaDevices?.getUserMedia) return { trouble: "unsupported" };
  const wish = deviceId ? { deviceId: { exact: deviceId } } : true;
  try {
    const stream = await navigator.mediaDevices.getUserMedia(
      kind === "microphone"
        ? { audio: wish }
        : { video: deviceId ? wish : { width: 1280, height: 720 } },
    );
    const [track] = stream.getTracks();
    return track ? { track } : { trouble: "missing" };
  } catch (error) {
    return { trouble: troubleOf(error) };
  }
}

export const listDevices = async (kind: "audioinput" | "videoinput" | "audiooutput") =>
  (await navigator.mediaDevices?.enumerateDevices?.().catch(() => []))?.filter(
    (device) => device.kind === kind && device.deviceId,
  ) ?? [];

/** Reports how loud a microphone is, 0 to 1, until stopped. */
export function watchLevel(track: MediaStreamTrack, tell: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const data = new Uint8Array(256);
  analyser.fftSize = 256;
  source.connect(analyser);
  const timer = setInterval(() => {
    analyser.getByteTimeDomainData(data);
    tell(Math.min(1, Math.max(...data.map((value) => Math.abs(value - 128))) / 64));
  }, 100);
  return () => {
    clearInterval(timer);
    source.disconnect();
    void context.close();
  };
}

/** Plays two soft notes, so that a person knows the speaker works. */
export function playTest(): void {
  const context = new AudioContext();
  const gain = context.createGain();
  gain.gain.value = 0.12;
  gain.connect(context.destination);
  for (const [index, pitch] of [523, 659].entries()) {
    const tone = context.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(gain);
    tone.start(context.currentTime + index * 0.35);
    tone.stop(context.currentTime + index * 0.35 + 0.3);
  }
  setTimeout(() => void context.close(), 1200);
}
