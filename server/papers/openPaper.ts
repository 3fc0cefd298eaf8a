import { asPrinted } from "./caseNumber.ts";
import type { Fonts } from "./fonts.ts";
import { type Attachment, Sheet } from "./sheet.ts";

const DEMO_MARK = "演示环境出具，印章与证书仅供演示，不具法律效力";

/** What every paper says of itself, on its pages and in its data. */
export type Opening = {
  title: string;
  caseCode: string;
  /** Whether it comes from a demonstration: then each page says so. */
  demo: boolean;
  author: string;
  /** The moment it bears, in ISO 8601: no clock is read, so the same data give the same bytes. */
  at: string;
  /** What the foot says after the case's number, and below it. */
  foot?: { beside?: string[]; below?: string };
  attachments?: Attachment[];
};

/** A sheet with its title and its foot; throws where no font draws a character. */
export function openPaper(fonts: Fonts, paper: Opening): Sheet {
  const { beside = [], below = "" } = paper.foot ?? {};
  const number = asPrinted(paper.caseCode);
  const left = [number, ...beside, ...(paper.demo ? [DEMO_MARK] : [])].join("　");
  const sheet = new Sheet(fonts, {
    title: `${paper.title} ${number}`,
    author: paper.author,
    at: new Date(paper.at),
    footer: { left, right: below },
    attachments: paper.attachments ?? [],
  });
  sheet.title(paper.title);
  return sheet;
}
