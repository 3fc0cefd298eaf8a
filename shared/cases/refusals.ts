/**
 * What can be refused in registering and correcting a case: part of the closed list of
 * `refusal.ts`.
 */
export const casesRefusals = {
  "cases/not-found": [
    404,
    "没有找到这个案件，或您无权查看。",
    "We could not find this case, or you may not see it.",
  ],
  "cases/closed": [
    409,
    "这个案件已经结束，不能再修改。",
    "This case is closed and can no longer be changed.",
  ],
  "cases/text-frozen": [
    409,
    "协议已经定稿，当事人信息不能再改。需要修改时，请先重新打开协议。",
    "The agreement is frozen, so party data cannot change. Reopen the agreement first.",
  ],
} as const;
