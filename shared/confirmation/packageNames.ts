/** The files of a court package. It holds nothing else, so that whoever checks it knows that he sees what was checked. */
export const PACKAGE_NAMES = {
  application: "1-司法确认申请书.pdf",
  agreement: "2-人民调解协议书.pdf",
  "mediation-proof": "3-主持调解情况证明.pdf",
  identity: "4-身份核验记录.pdf",
  address: "5-送达地址确认书.pdf",
  authority: "6-授权情况说明.pdf",
  record: "7-签署记录.pdf",
  ruling: "8-裁定书.pdf",
  manifest: "manifest.json",
} as const;
export type PackagePart = keyof typeof PACKAGE_NAMES;
