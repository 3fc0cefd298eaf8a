/**
 * Whether a request that changes something, or opens a connection, comes from our own page. No
 * origin at all is no browser's page; an origin that is no address ("null" of a sandboxed frame,
 * garbage) is foreign.
 */
export function fromOurPage(
  origin: string | undefined,
  host: string | undefined,
  ours: Iterable<string>,
): boolean {
  if (origin === undefined) return true;
  for (const one of ours) if (origin === one) return true;
  return URL.canParse(origin) && new URL(origin).host !== "" && new URL(origin).host === host;
}
