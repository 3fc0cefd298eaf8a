/**
 * R-P34. In the media room every session is a participant of its own, so that one that has ended
 * can be kept out while its person is in by another.
 */
export const mediaIdentity = (personId: string, session: string): string =>
  `${personId}#${session}`;

export const personOf = (identity: string): string => identity.split("#", 1)[0] as string;
