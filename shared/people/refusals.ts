/**
 * What can be refused in entering, sign-ins, identity and contacts: part of the closed list of
 * `refusal.ts`.
 */
export const peopleRefusals = {
  "people/session-unknown": [
    404,
    "这次登录已经结束，不需要再退出。",
    "This sign-in has ended already.",
  ],
  "people/sign-in-needed": [401, "请先登录，再继续操作。", "Please sign in first."],
  "people/sign-in-wrong": [
    401,
    "账号或密码不对，请核对后再试。",
    "Account or password is wrong. Please check and try again.",
  ],
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
  "people/code-wrong": [
    422,
    "验证码不对，请核对后再输。",
    "That code is not right. Please check it and try again.",
  ],
  "people/code-expired": [
    422,
    "验证码已过期，请重新获取。",
    "That code has expired. Please ask for a new one.",
  ],
  "people/code-replaced": [
    422,
    "这是上一条短信里的验证码，后来又发了新的。请用最近收到的那一条。",
    "This code is from an earlier message; a newer one was sent. Please use the latest.",
  ],
  "people/code-locked": [
    429,
    "验证码输错的次数太多，暂时不能再输。到时间后，请重新获取验证码再试。",
    "Too many wrong codes, so no more can be entered for now. When the time is up, ask for a new code and try again.",
  ],
  "people/code-too-soon": [
    429,
    "验证码刚发过，请先看看收到的消息。",
    "A code was sent a short while ago. Please look at the messages you received first.",
  ],
  "people/code-needed": [
    403,
    "请先通过验证码验证，再继续。",
    "Please confirm with your code first.",
  ],
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
  "people/identity-frozen": [
    409,
    "协议已经定稿，证件信息不能再改。确有错误的，请告诉调解员：重新打开协议后就能更正。",
    "The agreement is frozen, so the identity document can no longer be changed. If it is wrong, tell the mediator: once the agreement is opened again, it can be corrected.",
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
  "people/check-too-early": [
    409,
    "这位还没有完成进入的几步，等他填好姓名和证件号码再核对。",
    "This person has not finished the entry steps yet. Check the document once name and number are given.",
  ],
  "people/check-unfinished": [
    422,
    "还有没核对的项目。请逐项核对并打勾，再确认。",
    "Some points are still open. Check each one and tick it, then confirm.",
  ],
  "people/check-place-needed": [
    422,
    "请写明在哪里当面核对的。",
    "Please note where you saw the document.",
  ],
  "people/check-not-in-room": [
    409,
    "视频核对要在调解室里进行：请先开始调解，请这位进来，两边都在场时再核对。",
    "A check on video happens in the room: begin the session, admit this person, and check while both of you are there.",
  ],
  "people/check-no-picture": [
    409,
    "现在看不到这位的画面。请他打开摄像头后再核对，或改为当面核对。",
    "There is no picture of this person now. Ask for the camera to be turned on, or check in person.",
  ],
  "people/check-no-answer": [
    503,
    "视频服务现在没有回应，确认不了这位在镜头前。请稍后再试，或改为当面核对证件原件。",
    "The video service does not answer now, so nobody can tell whether this person is on camera. Try again later, or check the document in person.",
  ],
  "people/check-gone": [
    409,
    "这次核对已经失效：资料有变动，或时间太久。请重新开始核对。",
    "This check no longer holds: the data changed, or it took too long. Please begin again.",
  ],
  "people/already-checked": [
    409,
    "这位的证件已经核对过了。",
    "This person's document has been checked already.",
  ],
  "people/not-checked": [
    409,
    "这位的证件还没有核对，不需要撤销。",
    "This person's document has not been checked, so there is nothing to undo.",
  ],
  "people/check-signed": [
    409,
    "这位已经凭这次核对签署，核对不能再撤销。需要更正时，请重新打开协议。",
    "This person has signed by this check, so it can't be undone. To correct it, reopen the agreement.",
  ],
  "people/contact-unconfirmed": [
    409,
    "联系方式更换后还没有由您本人确认。请打开新收到的链接，用验证码重新进入。",
    "Your new contact is not confirmed yet. Open the new link you received and enter with the code.",
  ],
  "people/not-allowed": [403, "您没有这项操作的权限。", "You are not allowed to do this."],
  "people/self-differs": [
    422,
    "以当事人本人身份参加的，姓名和证件号码要与当事人登记的一致，请核对后改成一样。由别人代为参加的，请登记为代理人；单位请登记法定代表人。",
    "Whoever takes part as the party must bear the party's name and number; please make both the same. Register anybody else as an agent, and for a company its legal representative.",
  ],
  "people/legal-representative-differs": [
    422,
    "以法定代表人身份参加的，姓名要与单位登记的法定代表人一致，请核对后改成一样。由别人代为参加的，请登记为代理人。",
    "Whoever takes part as legal representative must bear the name the company states as such; please make both the same. Register anybody else as an agent.",
  ],
  "people/number-conflict": [
    409,
    "这个证件号码现在登记不了。请对照证件逐位核对；没有填错的话，请联系调解员核实。",
    "This ID number can't be registered now. Please compare it with your document; if it is right, please ask the mediator to look into it.",
  ],
  "people/conflict": [
    409,
    "同一个人、同一家律所或单位不能同时在对立的两方。请核对姓名、电话和证件号码，或改换代理人。",
    "The same person or firm cannot be on two opposing sides. Please check names, phones and ID numbers, or choose another agent.",
  ],
} as const;
