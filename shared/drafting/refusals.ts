/** What can be refused in writing the text together: part of the closed list of `refusal.ts`. */
export const draftingRefusals = {
  "drafting/malformed": [
    400,
    "收到的编辑内容无法识别，没有保存。请刷新页面，未保存的文字会退还给您。",
    "This edit could not be read and was not saved. Please reload; your unsent words will be returned to you.",
  ],
  "drafting/gap": [
    409,
    "您的页面落后了，正在重新同步。",
    "Your page fell behind and is synchronising again.",
  ],
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
    "这一条太长了（最多 5000 字），请拆成两条。",
    "This clause is too long (5,000 characters at most). Please split it.",
  ],
  "drafting/too-large": [
    413,
    "一次修改的内容太多，请分几次输入。",
    "This edit is too large. Please enter it in smaller parts.",
  ],
  "drafting/too-many-clauses": [
    422,
    "条款太多了（最多 100 条）。",
    "There are too many clauses (100 at most).",
  ],
  "drafting/full": [
    422,
    "这份草稿里改动太多，装不下了。请调解员先定稿，再重新打开，接着改就可以。",
    "This draft holds too many changes. The mediator can freeze it and open it again; then you can go on.",
  ],
  "drafting/not-a-party": [
    422,
    "付款人和收款人只能从本案当事人里选，这次修改没有保存。",
    "Payer and payee must be parties to this case. This edit was not saved.",
  ],
  "drafting/paused": [
    429,
    "您这边连续有多次修改没有被接受，编辑先停一分钟，之后自动恢复。已保存的内容都在；仍不行时请联系调解员。",
    "Several of your edits in a row could not be accepted, so editing pauses for a minute and then goes on by itself. What was saved is safe. If it happens again, please contact the mediator.",
  ],
  "drafting/slow-down": [
    429,
    "输入太快，系统正在跟上，请稍等。",
    "That was too fast. Please wait a moment.",
  ],
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
  "drafting/not-carried-out": [
    503,
    "您的同意已记下，但这条文字暂时没有存上。请过一会儿再按一次同意。",
    "Your yes is kept, but the words could not be stored just now. Please press yes again in a moment.",
  ],
  "drafting/retry": [503, "暂时没有存上，正在自动重试。", "Not saved yet; trying again by itself."],
  "drafting/not-open": [409, "现在没有正在起草的协议。", "There is no open draft right now."],
  "drafting/clause-unknown": [404, "这一条已经不存在了。", "This clause no longer exists."],
  "drafting/clause-changed": [
    409,
    "这一条刚刚被改过，请看一遍新的内容再表态。",
    "This clause was just changed. Please read the new text before you answer.",
  ],
} as const;
