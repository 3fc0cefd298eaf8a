import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  linkSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import path from "node:path";

export type Keys = {
  /** Encrypts what is kept secret at rest (ID numbers): AES-256-GCM, nonce and tag in front. */
  seal(text: string): Buffer;
  open(sealed: Uint8Array): string;
  /** A keyed hash for short secrets (one-time codes, link and session tokens). */
  fingerprint(text: string): string;
  auditPrivate: KeyObject;
  auditPublic: KeyObject;
  authSecret: string;
  folder: string;
};

/**
 * Writes a key once, whole or not at all, so that a killed first start leaves nothing half-made.
 */
export function keepOnce(file: string, make: () => Buffer | string): Buffer {
  if (!existsSync(file)) {
    const temporary = `${file}.${process.pid}`;
    const handle = openSync(temporary, "w", 0o600);
    writeSync(handle, make() as Buffer);
    fsyncSync(handle);
    closeSync(handle);
    try {
      linkSync(temporary, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error; // another process was first: its key counts
    }
    unlinkSync(temporary);
  }
  return readFileSync(file);
}

export const KEY_FILES = {
  vault: "vault.key",
  fingerprint: "fingerprint.key",
  audit: "audit.pem",
  auth: "auth.key",
  demoSeal: "demo-seal.json",
} as const;

export const keysFolder = (dataDir: string) => path.join(dataDir, "keys");

export function openKeys(dataDir: string, authSecret?: string): Keys {
  const folder = keysFolder(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const vault = keepOnce(path.join(folder, KEY_FILES.vault), () => randomBytes(32));
  const pepper = keepOnce(path.join(folder, KEY_FILES.fingerprint), () => randomBytes(32));
  const audit = createPrivateKey(
    keepOnce(
      path.join(folder, KEY_FILES.audit),
      () =>
        generateKeyPairSync("ed25519").privateKey.export({
          type: "pkcs8",
          format: "pem",
        }) as string,
    ),
  );
  return {
    seal(text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", vault, nonce);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open(sealed) {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv("aes-256-gcm", vault, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString(
        "utf8",
      );
    },
    fingerprint: (text) => createHmac("sha256", pepper).update(text).digest("hex"),
    auditPrivate: audit,
    auditPublic: createPublicKey(audit),
    authSecret:
      authSecret ??
      keepOnce(path.join(folder, KEY_FILES.auth), () => randomBytes(32).toString("hex")).toString(
        "utf8",
      ),
    folder,
  };
}
