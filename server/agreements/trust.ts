import type { Keys } from "../storage/keys.ts";
import type { Sealer } from "./sealer.ts";
import type { Trust } from "./verifySealed.ts";

/** What a sealed agreement of this installation is checked against. */
export const trustOf = (sealer: Sealer, keys: Keys): Trust => ({ certificates: sealer.trust, auditKey: auditKeyOf(keys) });
export const auditKeyOf = (keys: Keys): string => keys.auditPublic.export({ type: "spki", format: "der" }).toString("base64");
