import { X509Certificate } from "node:crypto";
import type { Signer } from "@libpdf/core";
import { type Der, der, readDer } from "./der.ts";

/** The order of each curve that may seal. */
const ORDERS: Record<string, bigint> = {
  prime256v1: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  secp384r1:
    0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  secp521r1:
    0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
};

export const orderOf = ({ publicKey }: X509Certificate): bigint | null =>
  ORDERS[publicKey.asymmetricKeyDetails?.namedCurve ?? ""] ?? null;

const read = (value: Der) => BigInt(`0x${value.body.toString("hex")}`);

function write(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
  return der(0x02, (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes);
}

/**
 * An ECDSA signature (r, s) holds just as well as (r, n − s), which anybody can write without the
 * key. Only the one with the smaller number ("low S") is ours: then no byte of a seal can be
 * another one.
 */
export function asLowS(signature: Uint8Array, order: bigint): Buffer | null {
  const [r, s, ...more] = readDer(Buffer.from(signature))?.parts ?? [];
  if (!r || !s || more.length > 0) return null;
  const value = read(s);
  return der(0x30, write(read(r)), write(value > order / 2n ? order - value : value));
}

/** A signer whose ECDSA signatures are always the one of the two that counts. */
export function lowSSigner(signer: Signer): Signer {
  const order = orderOf(new X509Certificate(signer.certificate));
  if (signer.keyType !== "EC" || !order) return signer;
  return {
    certificate: signer.certificate,
    ...(signer.certificateChain ? { certificateChain: signer.certificateChain } : {}),
    keyType: signer.keyType,
    signatureAlgorithm: signer.signatureAlgorithm,
    async sign(data, algorithm) {
      const made = asLowS(await signer.sign(data, algorithm), order);
      if (!made) throw new Error("the key made no ECDSA signature");
      return made;
    },
  };
}
