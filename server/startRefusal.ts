/**
 * The server does not start, and would not the next time either: a person has to change something
 * first, and is told what.
 */
export class RefusesToStart extends Error {}

/** Tells whoever started it not to try again (EX_CONFIG of sysexits). */
export const REFUSED_TO_START = 78;
