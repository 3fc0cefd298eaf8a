const CHINA_MS = 8 * 3_600_000;

/** The time in China, to the second, as records print it; throws on what is no time. */
export function moment(iso: string): string {
  const china = new Date(Date.parse(iso) + CHINA_MS).toISOString();
  return china.replace("T", " ").slice(0, 19);
}
