import { readFileSync } from "node:fs";
import path from "node:path";
import { fingerprintOf } from "./certificate.ts";
import { keptCertificates } from "./keptCertificates.ts";

/** The certificates that are trusted, and in words whose word that is. */
export type KnownPins = { pins: string[]; from: string };

/** The command was asked wrongly; the message says what is wrong. */
export class AskedWrongly extends Error {}

/**
 * The product's own folder, wherever the command was started: not one that came with what is
 * checked.
 */
const OWN_DATA = path.join(import.meta.dirname, "../../data");
const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Whoever says which certificates are trusted, on the command line or in a list, has said all of
 * them: a list that cannot be read to the last line trusts nothing rather than something else. The
 * keys of this machine count where nobody said.
 */
export function knownPins(pin: string[], lists: string[]): KnownPins {
  if (pin.length + lists.length > 0) {
    const given = pin.map((one) => fingerprintIn(one) ?? wrong(`--pin ${one}`));
    const pins = [...given, ...lists.flatMap(listed)];
    return { pins, from: `the ${pins.length} you named with --pin or --pins` };
  }

  const keys = path.join(process.env.DATA_DIR || OWN_DATA, "keys");
  const own = keptCertificates(keys).map((one) => fingerprintOf(one.raw));
  return {
    pins: own,
    from: `this machine's own, ${own.length} in ${keys}: no --pin and no --pins was given`,
  };
}

function listed(file: string): string[] {
  const lines = textOf(file)
    .split("\n")
    .map((line, index) => ({
      line: line.replace(/#.*/, "").trim(),
      place: `${file}, line ${index + 1}: ${line.trim()}`,
    }));
  const pins = lines
    .filter(({ line }) => line !== "")
    .map(({ line, place }) => fingerprintIn(line) ?? wrong(place));
  if (pins.length === 0) throw new AskedWrongly(`there is no fingerprint in ${file}`);
  return pins;
}

function textOf(file: string): string {
  try {
    return utf8.decode(readFileSync(file));
  } catch {
    throw new AskedWrongly(`this is no list in UTF-8 that can be read: ${file}`);
  }
}

/** A fingerprint as people write it: with colons or spaces, in capitals, a name after it. */
function fingerprintIn(line: string): string | null {
  const found = /^\s*((?:[0-9a-f]{2}[ :]?){32})(?:\s|$)/i.exec(line);
  return found?.[1]?.replaceAll(/[^0-9a-f]/gi, "").toLowerCase() ?? null;
}

function wrong(place: string): never {
  throw new AskedWrongly(`this is no fingerprint (SHA-256, 64 letters and digits): ${place}`);
}
