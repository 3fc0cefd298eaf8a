import type { RefusalCode } from "../refusal.ts";

export type Contact = { phone: string; email: string };
const plain = (text: string) => text.normalize("NFKC").replace(/[\s-]/g, "").toLowerCase();

/**
 * R-P16. Another phone or e-mail may be another person's. Who had it is told, who has it now is
 * told; the check of the document and the identity fall, sessions, codes and the link end, and
 * nothing is signed until it is all proved anew.
 */
export const contactChanged = (before: Contact, after: Contact): boolean =>
  plain(before.phone) !== plain(after.phone) || plain(before.email) !== plain(after.email);

/**
 * R-P17. A code for a signature goes only to a contact that its owner has confirmed by a code sent
 * there.
 */
export const signingCodeRefusal = (confirmedAt: Date | null): RefusalCode | null =>
  confirmedAt ? null : "people/contact-unconfirmed";
