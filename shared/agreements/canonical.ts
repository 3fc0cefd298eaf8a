import canonicalize from "canonicalize";

/** RFC 8785 text of plain JSON data: one text, and so one hash, everywhere. */
export function canonicalText(data: unknown): string {
  const text = canonicalize(data);
  if (text === undefined) throw new TypeError("not JSON data");
  return text;
}

/** SHA-256 in lower-case hex, with Web Crypto so that browser and server share it. */
export async function sha256Hex(data: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest(
    "SHA-256",
    typeof data === "string" ? new TextEncoder().encode(data) : data,
  );
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
