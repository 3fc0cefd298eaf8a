/** One paper of the package that a court receives. */
export type PackagePaper = {
  /** The name of its form, of its words in the pages, and in the manifest. */
  name: string;
  /** Its number in the package. Files are published under it: a new paper takes a free one. */
  place: number;
  /** As printed on the paper; with the place it makes the file's name. */
  title: string;
  /** When the application names it among its attachments. */
  attached: "always" | "with-agents" | "never";
};

/**
 * What is filed with the court: a paper is in the package exactly if it has a row here. In the
 * order in which a clerk chooses the paper of a defect; the package itself goes by `place`.
 */
export const packagePapers = [
  { name: "application", place: 1, title: "司法确认申请书", attached: "never" },
  { name: "agreement", place: 2, title: "人民调解协议书", attached: "always" },
  { name: "mediation-proof", place: 3, title: "主持调解情况证明", attached: "always" },
  { name: "address", place: 5, title: "送达地址确认书", attached: "always" },
  { name: "identity", place: 4, title: "身份核验记录", attached: "always" },
  { name: "authority", place: 6, title: "授权情况说明", attached: "with-agents" },
  { name: "record", place: 7, title: "签署记录", attached: "always" },
] as const satisfies readonly PackagePaper[];

/** The court's own paper, beside what was filed once there is one. */
export const RULING = { name: "ruling", place: 8, title: "裁定书" } as const;

/** The name of a filed paper; a defect is bound to one. */
export type PackageDocument = (typeof packagePapers)[number]["name"];

/** The names of the filed papers, in the order of the rows. */
export const packageDocuments = packagePapers.map(({ name }) => name);

/** The filed papers in the order of the package. */
export const inPackageOrder = [...packagePapers].sort((one, other) => one.place - other.place);
