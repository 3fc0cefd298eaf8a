import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import proxyAddr from "proxy-addr";

/**
 * How many proxies stand before us, or which addresses they have. `[]`: none, the connection's own
 * address counts.
 */
export type TrustedProxies = number | string[];
export const UNKNOWN = "unknown";

const RANGES = ["loopback", "linklocal", "uniquelocal"];

/**
 * `""`, a count (`1`), or a list of addresses, CIDRs and the names of private ranges. Null when it
 * is none of these.
 */
export function readTrustedProxies(text: string): TrustedProxies | null {
  if (/^\d+$/.test(text)) return Number(text) <= 9 ? Number(text) : null;
  const list = text.split(",").flatMap((one) => one.trim() || []);
  return list.every((one) => RANGES.includes(one) || isIP(one) !== 0 || ipaddr.isValidCIDR(one))
    ? list
    : null;
}

/**
 * One address in one way of writing it; whatever is no address is "unknown" and never goes further
 * as it came.
 */
export function tidyAddress(text: string | undefined): string {
  const bare = (text ?? "")
    .trim()
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1")
    .replace(/^\[(.*)\](:\d+)?$/, "$1")
    .replace(/%.*$/, "");
  return isIP(bare) ? ipaddr.process(bare).toString() : UNKNOWN;
}

/**
 * What a limit counts by: one IPv4 address, or the /64 that a household or an office has of IPv6.
 */
export function networkOf(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address;
  const parts = ipaddr.IPv6.parse(address);
  // A gateway between the two kinds puts all its clients into one /64, each with his own IPv4
  // address at the end.
  if (parts.range() === "rfc6052")
    return ipaddr.fromByteArray(parts.toByteArray().slice(12)).toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`).toString()}/64`;
}

/**
 * The header by which the accounts are told the address that we found; whatever a client sends
 * under it never arrives.
 */
export const ADDRESS_HEADER = "x-yuntiao-address";

export type AddressOf = (request: IncomingMessage) => string;

/**
 * Whether the hop with this address, `away` hops before us, is one of our own proxies. Express is
 * given the same rule.
 */
export const trustOf = (trusted: TrustedProxies): ((address: string, away: number) => boolean) =>
  typeof trusted === "number" ? (_address, away) => away < trusted : proxyAddr.compile(trusted);

/**
 * R-L3. The address of whoever asks, for requests and handshakes alike: what the nearest trusted
 * proxy saw, else the connection's own.
 */
export function openAddresses(trusted: TrustedProxies): AddressOf {
  const trust = trustOf(trusted);
  return (request) => {
    if (!request.socket.remoteAddress) return UNKNOWN;
    return tidyAddress(proxyAddr(request, trust));
  };
}

const MAX_DEVICE = 300;

/**
 * What a browser calls itself, as it may stand on a paper: every sign that is not plain ASCII
 * becomes a question mark.
 */
export function tidyDevice(userAgent: string | undefined): string {
  const plain = (userAgent ?? "")
    .slice(0, MAX_DEVICE)
    .replace(/[^\x20-\x7e]/g, "?")
    .replace(/ +/g, " ")
    .trim();
  return plain || UNKNOWN;
}
