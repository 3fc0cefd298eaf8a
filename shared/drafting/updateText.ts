/**
 * A Yjs update as base64, as it goes to everybody who has the draft open: one frame made once;
 * bytes would be two made anew for each.
 */
export type UpdateText = string;

export function bytesOf(update: UpdateText): Uint8Array {
  const chars = atob(update);
  const bytes = new Uint8Array(chars.length);
  for (let at = 0; at < chars.length; at++) bytes[at] = chars.charCodeAt(at);
  return bytes;
}
