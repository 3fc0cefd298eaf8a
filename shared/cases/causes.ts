export const disputeKinds = [
  "loan",
  "property",
  "wages",
  "family",
  "consumer",
  "neighbour",
  "traffic",
  "contract",
  "other",
] as const;

export type DisputeKind = (typeof disputeKinds)[number];

/**
 * R-C28. What a paper gives as 案由, by the kind of dispute: the words that the pages show for it in
 * Chinese.
 */
export const CAUSES: Record<DisputeKind, string> = {
  loan: "民间借贷纠纷",
  property: "物业纠纷",
  wages: "劳动报酬纠纷",
  family: "婚姻家庭纠纷",
  consumer: "消费纠纷",
  neighbour: "邻里纠纷",
  traffic: "交通事故纠纷",
  contract: "合同纠纷",
  other: "其他纠纷",
};
