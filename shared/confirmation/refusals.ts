/**
 * What can be refused in the joint application and the court's answer: part of the closed list of
 * `refusal.ts`.
 */
export const confirmationRefusals = {
  "confirmation/not-effective": [
    409,
    "协议还没有生效，暂时不能申请司法确认。",
    "The agreement is not in force yet, so judicial confirmation cannot be applied for.",
  ],
  "confirmation/too-late": [
    409,
    "申请司法确认的期限（生效之日起 30 日）已过。",
    "The time for applying (30 days from taking effect) has passed.",
  ],
  "confirmation/court-not-competent": [
    422,
    "这个法院对本案没有管辖，请从列出的法院中选择。",
    "This court is not competent for the case. Please choose one from the list.",
  ],
  "confirmation/court-settled": [
    409,
    "已经有人签名，不能直接换法院。确实要换的，请联系调解员说明理由，由调解员重新生成申请书。",
    "Somebody has signed, so the court cannot simply be changed. If it must be, tell the mediator why; the mediator can draw the application up again.",
  ],
  "confirmation/reason-needed": [
    422,
    "已经有人签名，请写明换法院的理由，各方都会看到。",
    "Somebody has signed. Please give the reason for changing the court; everybody will see it.",
  ],
  "confirmation/signed-already": [
    409,
    "已经有人在改好的申请书上签名。还要再改的，请联系调解员。",
    "Somebody has signed the corrected application. If it must change again, please tell the mediator.",
  ],
  "confirmation/court-fixed": [
    409,
    "这份申请已经提交给法院。要向另一家法院申请，请各方先一致撤回这份申请，再重新申请、重新签名。",
    "This application was filed with its court. To apply to another court, all parties first withdraw it, then apply and sign anew.",
  ],
  "confirmation/data-changed": [
    409,
    "申请书生成之后有人的信息变了，需要更新并重新签名，再提交。",
    "Somebody's data have changed since the application was drawn up. It must be updated and signed again before it is filed.",
  ],
  "confirmation/update-by-mediator": [
    409,
    "已经有人签名，更新申请书会让签名失效。请告诉调解员，由调解员更新，各方会收到重新签名的通知。",
    "Somebody has signed, and updating the application makes the signatures void. Please tell the mediator, who can update it; everybody is then told to sign again.",
  ],
  "confirmation/changed-meanwhile": [
    409,
    "刚才有人更改了资料，申请书没有生成。请看一遍最新的资料，再试一次。",
    "Somebody changed the data just now, so the application was not drawn up. Please look at the data again and try once more.",
  ],
  "confirmation/identity-filed": [
    409,
    "申请已提交法院，证件信息不能再改。确有错误的，请联系调解员。",
    "The application is with the court, so the identity document can no longer be changed. If it is wrong, tell the mediator.",
  ],
  "confirmation/ruling-number-wrong": [
    422,
    "案号格式不对，请照裁定书填写，例如（2026）浙0199诉前调确12号。",
    "This is not a court's case number. Enter it as on the ruling, for example （2026）浙0199诉前调确12号.",
  ],
  "confirmation/ruling-there": [
    409,
    "裁定书已经上传过了。",
    "The ruling has already been uploaded.",
  ],
  "confirmation/correct-first": [
    409,
    "法院要求补正，请先逐点说明怎么改的，再由各方重新签名。",
    "The court asks for corrections: answer each point first, then everyone signs again.",
  ],
  "confirmation/not-all-signed": [
    409,
    "需要各方当事人都签署申请书后才能提交。",
    "All parties must sign the application before it can be filed.",
  ],
  "confirmation/already-filed": [
    409,
    "申请已经提交给法院，现在不能修改。",
    "The application is with the court and cannot be changed now.",
  ],
  "confirmation/stale": [
    409,
    "申请书内容有更新，请重新阅读后签署。",
    "The application has changed. Please read it again before signing.",
  ],
  "confirmation/none": [404, "还没有司法确认申请。", "There is no application yet."],
  "confirmation/returned-once": [
    409,
    "补正只能一次性告知，这个案件已经退回过一次。",
    "All defects are told once; this application was already returned.",
  ],
  "confirmation/wrong-state": [
    409,
    "申请目前的状态不允许这样处理，请刷新后再看。",
    "The application's state does not allow this. Please reload.",
  ],
} as const;
