/**
 * What can be refused in freezing, signing and sealing: part of the closed list of `refusal.ts`.
 */
export const agreementsRefusals = {
  "agreements/preflight-failed": [
    422,
    "定稿前检查还有问题没有解决，请先处理标红的几项。",
    "The check before freezing found open problems. Please settle the ones marked in red.",
  ],
  "agreements/changed-meanwhile": [
    409,
    "刚才有人更改了案件或当事人的资料，所以没有定稿。请看一遍最新的资料，再定稿。",
    "Somebody changed the case or a party's data just now, so nothing was frozen. Please look at the data again, then freeze.",
  ],
  "agreements/none": [404, "还没有定稿的协议。", "There is no frozen agreement yet."],
  "agreements/not-signing": [
    409,
    "这一版协议现在不能签署，请刷新查看最新状态。",
    "This version cannot be signed now. Please reload to see its state.",
  ],
  "agreements/all-must-agree": [
    409,
    "协议已经生效，对各方都有约束力，各方都同意才能修改。",
    "The agreement is in force and binds everybody: it can be changed only if all parties agree.",
  ],
  "agreements/no-change-asked": [
    409,
    "现在没有等待答复的修改请求。",
    "Nobody asks to change the agreement right now.",
  ],
  "agreements/already-answered": [409, "您这一方已经答复过了。", "Your side has answered already."],
  "agreements/stale-version": [
    409,
    "协议已经有了新的版本，请先阅读新版本。",
    "There is a newer version of the agreement. Please read it first.",
  ],
  "agreements/no-special-authority": [
    403,
    "您的授权是一般授权，不能代为签署。需要委托人出具写明“和解、签署协议”的特别授权，或由本人签署（民事诉讼法第62条）。",
    "Your authority is general, so you cannot sign for your principal. A power of attorney naming settlement and signing is needed, or the party signs in person (Civil Procedure Law art. 62).",
  ],
  "agreements/already-signed": [409, "这一方已经签过了。", "This side has already signed."],
  "agreements/parties-first": [
    409,
    "各方当事人都签署后，调解员才能签署。",
    "The mediator signs after all parties have signed.",
  ],
  "agreements/mediator-first": [
    409,
    "调解员签署后才能加盖印章。",
    "The seal follows after the mediator has signed.",
  ],
  "agreements/read-first": [
    409,
    "请先打开定稿全文看一遍，再加盖印章。",
    "Please open and read the frozen text first, then apply the seal.",
  ],
  "agreements/statement-needed": [
    422,
    "请先勾选“自愿签署”的声明。",
    "Please tick the statement of free will first.",
  ],
  "agreements/signature-needed": [
    422,
    "请手写签名，或输入您的姓名代替。",
    "Please draw your signature, or type your name instead.",
  ],
  "agreements/typed-name-differs": [
    422,
    "输入的姓名与登记的不一致，请逐字核对。",
    "The typed name differs from the one on file. Please check each character.",
  ],
  "agreements/paper-only": [
    403,
    "婚姻、收养、继承类文书依法不能电子签署（电子签名法第3条），请打印后亲笔签名。",
    "Papers on marriage, adoption or succession cannot be signed electronically (Electronic Signature Law art. 3). Please print and sign by hand.",
  ],
} as const;
