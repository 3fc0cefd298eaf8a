import { randomBytes } from "node:crypto";
import { mediaIdentity } from "../../shared/rooms/mediaIdentity.ts";
import { sha256 } from "../storage/files.ts";

/** Never used twice: a pass for a room of another name opens nothing. */
export const newMediaName = (): string => `r-${randomBytes(18).toString("base64url")}`;

/** What a session is called in the media room, where everybody reads it: not by its id. */
export const identityOf = (personId: string, sessionId: string): string =>
  mediaIdentity(personId, sha256(sessionId).slice(0, 16));
