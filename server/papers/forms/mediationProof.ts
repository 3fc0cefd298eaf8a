import { dayOf, inChinese } from "../../../shared/day.ts";
import { asPrinted, numberLine } from "../caseNumber.ts";
import type { FiledForm } from "../filedForm.ts";
import { issuedBy } from "../issuedBy.ts";
import { openPaper } from "../openPaper.ts";

/** Days in ISO 8601. */
export type MediationProofPaper = {
  organisation: string;
  caseCode: string;
  acceptedOn: string;
  parties: string[];
  mediator: string;
  agreementCode: string;
  effectiveDay: string;
  demo: boolean;
  at: string;
};

/** 主持调解情况证明: the proof that the organisation conducted the mediation (民诉法解释 354). */
export const mediationProof: FiledForm<"mediation-proof", MediationProofPaper> = {
  name: "mediation-proof",
  title: "主持调解情况证明",

  gather: ({ organisation, row, parties, agreement, version, content }, demo) => ({
    organisation: organisation.name,
    caseCode: row.code,
    acceptedOn: dayOf(row.accepted_at),
    parties: parties.map((party) => party.name),
    mediator: agreement.mediator.name,
    agreementCode: version.code,
    effectiveDay: content.effectiveDay,
    demo,
    at: content.preparedAt,
  }),
  signers: () => [],

  async draw(fonts, paper) {
    const sheet = openPaper(fonts, {
      ...paper,
      title: mediationProof.title,
      author: paper.organisation,
    });
    numberLine(sheet, paper.caseCode);
    const accepted = [
      `${inChinese(paper.acceptedOn)}，本委员会依当事人申请受理${paper.parties.join("、")}之间的纠纷，`,
      `编号为${asPrinted(paper.caseCode)}，由人民调解员${paper.mediator}主持调解。`,
      "调解中已告知各方当事人权利义务，调解在各方自愿、平等的基础上进行。",
    ];
    sheet.paragraph(accepted.join(""));
    const agreed = [
      `各方于${inChinese(paper.effectiveDay)}达成并签署人民调解协议书`,
      `（核验码${paper.agreementCode}），协议已由人民调解员签名并加盖本委员会印章。`,
    ];
    issuedBy(sheet, paper, agreed.join(""), "特此证明。");
    return sheet.finish();
  },
};
