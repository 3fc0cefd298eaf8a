import type { Keys } from "../storage/keys.ts";
import { fingerprintOf } from "./certificate.ts";
import { keptCertificates } from "./keptCertificates.ts";
import type { Trust } from "./verifySealed.ts";

/**
 * What a sealed agreement of this installation is checked against: the certificates that have
 * sealed here, and no others.
 */
export const trustOf = (keys: Pick<Keys, "folder">): Trust => ({
  pins: keptCertificates(keys.folder).map((one) => fingerprintOf(one.raw)),
});

export const auditKeyOf = (keys: Keys): string =>
  keys.auditPublic.export({ type: "spki", format: "der" }).toString("base64");
