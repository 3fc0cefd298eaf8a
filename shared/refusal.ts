import { peopleRefusals } from "./people/refusals.ts";
import { casesRefusals } from "./cases/refusals.ts";
import { roomsRefusals } from "./rooms/refusals.ts";
import { draftingRefusals } from "./drafting/refusals.ts";
import { agreementsRefusals } from "./agreements/refusals.ts";
import { confirmationRefusals } from "./confirmation/refusals.ts";

/**
 * The closed list of things the product can refuse, with the HTTP status and what the asker is
 * told. Each domain keeps its own beside its rules. Each text says what happened and what to do
 * next; the server sends it in the asker's language.
 */
export const refusals = {
  "request/invalid": [
    400,
    "填写的内容有误，请按提示检查后再提交。",
    "Something in what you entered is not right. Please check the marked fields and try again.",
  ],
  "request/not-found": [
    404,
    "没有找到这个页面或这份内容，请回到上一页。",
    "We could not find this. Please go back to the previous page.",
  ],
  "request/too-large": [
    413,
    "内容太大了，请缩小后再试。",
    "This is too large. Please make it smaller and try again.",
  ],
  "request/too-many": [
    429,
    "操作太频繁了，请稍等片刻再试。",
    "Too many attempts. Please wait a moment and try again.",
  ],
  "request/too-busy": [
    503,
    "现在同时处理的文件太多，请过一分钟再试。您的内容没有丢失。",
    "Too many files are being read right now. Please try again in a minute. Nothing of yours is lost.",
  ],
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
  "documents/unreadable-pdf": [
    422,
    "这个文件打不开：可能不是 PDF、不完整、设了密码，或过大。请换一份能正常打开的 PDF。",
    "This file cannot be opened: it may be no PDF, incomplete, locked with a password or too big. Please use a PDF that opens.",
  ],
  "verify/not-a-paper": [
    422,
    "这个文件不是可以核验的 PDF 协议。",
    "This file is not a PDF agreement that can be checked.",
  ],
  ...peopleRefusals,
  ...casesRefusals,
  ...roomsRefusals,
  ...draftingRefusals,
  ...agreementsRefusals,
  ...confirmationRefusals,
} as const satisfies Record<string, readonly [status: number, zh: string, en: string]>;

export type RefusalCode = keyof typeof refusals;
export type Language = "zh-CN" | "en";

/**
 * A refusal is an answer, not a fault: it reaches the asker with its text; anything else thrown is
 * a fault.
 */
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

export const refusalText = (code: RefusalCode, language: Language) =>
  refusals[code][language === "en" ? 2 : 1];

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
