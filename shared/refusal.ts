/**
 * The closed list of things the product can refuse, with the HTTP status and what the asker is told.
 * Each text says what happened and what to do next. The server sends the text in the asker's language.
 */
export const refusals = {
  "request/invalid": [
    400,
    "填写的内容有误，请按提示检查后再提交。",
    "Something in what you entered is not right. Please check the marked fields and try again.",
  ],
  "request/not-found": [404, "没有找到这个页面或这份内容，请回到上一页。", "We could not find this. Please go back to the previous page."],
  "request/too-large": [413, "内容太大了，请缩小后再试。", "This is too large. Please make it smaller and try again."],
  "request/too-many": [429, "操作太频繁了，请稍等片刻再试。", "Too many attempts. Please wait a moment and try again."],
  "request/foreign-origin": [
    403,
    "这个请求不是从本站页面发出的，已被拦下。请从本站页面重新操作。",
    "This request did not come from our own page and was stopped. Please use the page itself.",
  ],
  "request/unknown": [
    500,
    "系统遇到了意外情况，您的内容没有丢失。请稍后再试；仍不行时，请把下面的编号告诉调解员。",
    "Something unexpected happened on our side. Nothing you saved is lost. Please try again later, or tell the mediator the number below.",
  ],
  "people/sign-in-needed": [401, "请先登录，再继续操作。", "Please sign in first."],
  "people/link-unknown": [
    404,
    "这个链接无效或已被新的链接取代。请使用最近收到的那一条，或联系调解员。",
    "This link is not valid or was replaced by a newer one. Use the latest link you received, or contact the mediator.",
  ],
  "people/link-expired": [
    410,
    "这个链接已过期。请联系调解员，请他重新发一条。",
    "This link has expired. Please ask the mediator for a new one.",
  ],
  "people/code-wrong": [422, "验证码不对，请核对后再输。", "That code is not right. Please check it and try again."],
  "people/code-expired": [422, "验证码已过期，请重新获取。", "That code has expired. Please ask for a new one."],
  "people/code-locked": [
    429,
    "输错次数太多，请 10 分钟后再获取新的验证码。",
    "Too many wrong codes. Please wait 10 minutes and ask for a new one.",
  ],
  "people/code-too-soon": [
    429,
    "验证码刚发过，请一分钟后再获取。",
    "A code was just sent. Please wait a minute before asking for another.",
  ],
  "people/code-needed": [403, "请先通过验证码验证，再继续。", "Please confirm with your code first."],
  "people/id-number-wrong": [
    422,
    "证件号码与校验规则不符，请对照证件逐位核对。",
    "This ID number fails its check digit. Please compare it with your document.",
  ],
  "people/name-differs": [
    422,
    "姓名与案件登记的不一致。请按证件填写；登记有误的话，请联系调解员更正。",
    "This name differs from the one on file. Enter it as on your document, or ask the mediator to correct the file.",
  ],
  "people/identity-differs": [
    422,
    "证件号码与案件登记的不一致。请核对证件，或联系调解员更正。",
    "This ID number differs from the one on file. Check your document, or ask the mediator to correct the file.",
  ],
  "people/steps-unfinished": [
    403,
    "还有几步没有完成：确认身份、阅读权利义务告知、填写送达地址。完成后就能继续。",
    "A few steps are still open: identity, rights notice and address. Please finish them first.",
  ],
  "people/not-verified": [
    403,
    "签署前需要调解员核对您的证件。请联系调解员，视频里出示证件即可。",
    "Before signing, the mediator has to check your ID document. Please contact the mediator; showing it on video is enough.",
  ],
  "people/not-allowed": [403, "您没有这项操作的权限。", "You are not allowed to do this."],
  "people/conflict": [
    409,
    "同一个人不能同时代表对立的两方。请改换代理人。",
    "One person cannot act for two opposing sides. Please choose another agent.",
  ],
  "cases/not-found": [404, "没有找到这个案件，或您无权查看。", "We could not find this case, or you may not see it."],
  "cases/closed": [409, "这个案件已经结束，不能再修改。", "This case is closed and can no longer be changed."],
  "cases/text-frozen": [
    409,
    "协议已经定稿，当事人信息不能再改。需要修改时，请先重新打开协议。",
    "The agreement is frozen, so party data cannot change. Reopen the agreement first.",
  ],
  "rooms/not-the-mediator": [403, "只有本案调解员可以这样做。", "Only this case's mediator can do this."],
  "rooms/not-admitted": [
    403,
    "调解员还没有请您进入，请在等候页稍候。",
    "The mediator has not admitted you yet. Please stay on the waiting page.",
  ],
  "rooms/not-waiting": [409, "这个人现在不在等候。", "This person is not waiting now."],
  "rooms/declined": [
    403,
    "调解员这次没有请您进入，原因已显示在页面上。",
    "The mediator did not admit you this time. The reason is shown on the page.",
  ],
  "rooms/media-off": [
    503,
    "视频服务现在不可用。协议、消息和签署照常可用。",
    "Video is not available right now. Drafting, messages and signing still work.",
  ],
  "drafting/malformed": [
    400,
    "收到的编辑内容无法识别，没有保存。请刷新页面，未保存的文字会退还给您。",
    "This edit could not be read and was not saved. Please reload; your unsent words will be returned to you.",
  ],
  "drafting/gap": [409, "您的页面落后了，正在重新同步。", "Your page fell behind and is synchronising again."],
  "drafting/not-your-client": [
    403,
    "这段编辑不是以您的身份写的，没有保存。",
    "This edit was not written under your identity and was not saved.",
  ],
  "drafting/wrong-shape": [
    422,
    "协议里只能写文字和规定的填写项，这次修改没有保存。",
    "Only plain text and the given fields are allowed. This edit was not saved.",
  ],
  "drafting/bad-character": [
    422,
    "内容含有看不见的控制字符或不规范字符，没有保存。请重新输入这几个字。",
    "The text has invisible or non-standard characters and was not saved. Please retype it.",
  ],
  "drafting/too-long": [
    422,
    "这一条太长了（最多 5000 字）,请拆成两条。",
    "This clause is too long (5,000 characters at most). Please split it.",
  ],
  "drafting/too-large": [413, "一次修改的内容太多，请分几次输入。", "This edit is too large. Please enter it in smaller parts."],
  "drafting/too-many-clauses": [422, "条款太多了（最多 100 条）。", "There are too many clauses (100 at most)."],
  "drafting/slow-down": [429, "输入太快，系统正在跟上，请稍等。", "That was too fast. Please wait a moment."],
  "drafting/read-only": [403, "您现在只能阅读，不能修改。", "You can read this but not change it."],
  "drafting/locked": [
    403,
    "调解员暂时锁定了这一条。您可以提出修改建议。",
    "The mediator has locked this clause for now. You can propose a change.",
  ],
  "drafting/frozen": [
    409,
    "协议已经定稿，不能再修改。您没来得及保存的文字已退还给您。",
    "The text is frozen and can no longer be edited. Words you had not saved are returned to you.",
  ],
  "drafting/retry": [503, "暂时没有存上，正在自动重试。", "Not saved yet; trying again by itself."],
  "drafting/not-open": [409, "现在没有正在起草的协议。", "There is no open draft right now."],
  "drafting/clause-unknown": [404, "这一条已经不存在了。", "This clause no longer exists."],
  "drafting/clause-changed": [
    409,
    "这一条刚刚被改过，请看一遍新的内容再表态。",
    "This clause was just changed. Please read the new text before you answer.",
  ],
  "agreements/preflight-failed": [
    422,
    "定稿前检查还有问题没有解决，请先处理标红的几项。",
    "The check before freezing found open problems. Please settle the ones marked in red.",
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
  "agreements/no-change-asked": [409, "现在没有等待答复的修改请求。", "Nobody asks to change the agreement right now."],
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
  "agreements/parties-first": [409, "各方当事人都签署后，调解员才能签署。", "The mediator signs after all parties have signed."],
  "agreements/mediator-first": [409, "调解员签署后才能加盖印章。", "The seal follows after the mediator has signed."],
  "agreements/statement-needed": [422, "请先勾选“自愿签署”的声明。", "Please tick the statement of free will first."],
  "agreements/signature-needed": [422, "请手写签名，或输入您的姓名代替。", "Please draw your signature, or type your name instead."],
  "agreements/typed-name-differs": [
    422,
    "输入的姓名与登记的不一致，请逐字核对。",
    "The typed name differs from the one on file. Please check each character.",
  ],
  "agreements/paper-only": [
    403,
    "婚姻、收养、继承类文书依法不能电子签署（电子签名法第3条）,请打印后亲笔签名。",
    "Papers on marriage, adoption or succession cannot be signed electronically (Electronic Signature Law art. 3). Please print and sign by hand.",
  ],
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
  "confirmation/already-filed": [409, "申请已经提交给法院，现在不能修改。", "The application is with the court and cannot be changed now."],
  "confirmation/stale": [409, "申请书内容有更新，请重新阅读后签署。", "The application has changed. Please read it again before signing."],
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
  "verify/not-a-paper": [422, "这个文件不是可以核验的 PDF 协议。", "This file is not a PDF agreement that can be checked."],
} as const satisfies Record<string, readonly [status: number, zh: string, en: string]>;

export type RefusalCode = keyof typeof refusals;
export type Language = "zh-CN" | "en";

/** A refusal is an answer, not a fault: it reaches the asker with its text; anything else thrown is a fault. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  /** Field paths with what is wrong, or other data safe to show. */
  readonly details: Record<string, unknown> | undefined;
  constructor(code: RefusalCode, details?: Record<string, unknown>) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

export const refusalText = (code: RefusalCode, language: Language) => refusals[code][language === "en" ? 2 : 1];
export const refusalStatus = (code: RefusalCode) => refusals[code][0];

/** What a refused request answers, after RFC 9457. `requestId` is the one in the log. */
export type Problem = {
  type: string;
  status: number;
  code: RefusalCode;
  title: string;
  requestId: string;
  details?: Record<string, unknown>;
};
/** What a socket request answers. */
export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };
