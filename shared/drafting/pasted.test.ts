import fc from "fast-check";
import { expect, test } from "vitest";
import { plainHtml, textOfHtml } from "./pasted.ts";

const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8><style><!-- p.MsoNormal {mso-style-parent:""} --></style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head><body lang=ZH-CN>
<!--StartFragment-->
<p class=MsoListParagraph style='margin-left:18.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
lang=EN-US><span style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]><span>被申请人于<span lang=EN-US>2026</span>年<span lang=EN-US>12</span>月底前付清借
款。<span lang=EN-US><o:p></o:p></span></span></p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>（一）<span style='font:7.0pt "Times New Roman"'>&nbsp;</span></span>逾期的，按&#8220;约定&#8221;付违约金；</p>
<p class=MsoNormal><span style='font-family:Wingdings;mso-fareast-font-family:Wingdings'><span style='mso-list:Ignore'>l<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span></span>双方再无争议。</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal>&nbsp;&nbsp;&nbsp; 本协议一式三份<del>五份</del>。<span style='mso-hide:all'>暗字</span></p>
<!--EndFragment--></body></html>`;

const wps = `<p class="MsoNormal" style="text-indent:21pt;"><span style="mso-spacerun:'yes';font-family:宋体;">一、甲方向乙方付款</span><span><font face="宋体">人民币</font></span><span>3,000.00</span><span><font face="宋体">元；</font></span></p>
<table class="MsoTableGrid" border="1"><tbody><tr style="height:12pt"><td><p class="MsoNormal"><span>期次</span></p></td><td><p><span>金额（元）</span></p></td><td><p>期限</p></td></tr>
<tr><td><p>1</p></td><td><p>1,000.00</p></td><td><p>2026-12-01</p></td></tr><tr><td><p>2</p></td><td></td><td><p>2027-01-01</p><p>周五</p></td></tr></tbody></table>`;
const wechat = `<section style="margin:0;"><section><p style="white-space: normal;"><span style="font-size:16px;">第一句。<br></span>第二句。</p></section></section><section><p><br></p></section><section><p>第三句。<img src="https://example.invalid/x.png" onerror="alert(1)"></p></section>`;
const web = `<ol start="3"><li>三<ul><li>甲</li><li><p>乙</p></li></ul></li><li value="7">七</li><li>八</li></ol><ol type="a"><li>x</li></ol><ol style="list-style-type: simp-chinese-informal"><li>付款</li><li>收款</li></ol><div>付<b>1</b>,<i>000</i>元<sup>①</sup></div>`;

test.each([
  [
    "Word: numbers, levels, bullets, quotes, wrapped source, deletions",
    word,
    "1. 被申请人于2026年12月底前付清借款。\n\u3000（一） 逾期的，按“约定”付违约金；\n• 双方再无争议。\n本协议一式三份。",
  ],
  [
    "WPS: spans and a table",
    wps,
    "一、甲方向乙方付款人民币3,000.00元；\n期次 | 金额（元） | 期限\n1 | 1,000.00 | 2026-12-01\n2 |  | 2027-01-01 / 周五",
  ],
  ["WeChat: sections and line breaks", wechat, "第一句。\n第二句。\n第三句。"],
  [
    "the web: lists in lists, started and counted by the page",
    web,
    "3. 三\n\u3000• 甲\n\u3000• 乙\n7. 七\n8. 八\na. x\n一、付款\n二、收款\n付1,000元①",
  ],
  [
    "a page that lays out by tables",
    "<table><tr><td><p>一</p><p>二</p></td></tr></table>尾",
    "一\n二\n尾",
  ],
  [
    "a table in a cell",
    "<table><tr><td>甲<table><tr><td>1</td><td>2</td></tr></table></td><td>乙</td></tr></table>",
    "甲 / 1 | 2 | 乙",
  ],
  ["preformatted lines", "<pre>一\n  二\n</pre>三", "一\n二\n三"],
  ["tags that never end", "<ol><li>一<li>二<table><tr><td>a<td>b", "1. 一\n2. 二\na | b"],
  ["plain words", "双方 同意", "双方 同意"],
  ["English wrapped in the source", "<p>the parties\nagree</p>", "the parties agree"],
  [
    "what can't be seen",
    '<p style="display:none">暗</p><p hidden>暗</p><p>明<span style="font-size:0">暗</span><s>划掉</s></p>',
    "明",
  ],
  [
    "scripts, styles and forms",
    "<script>alert(1)</script><style>p{}</style><svg><text>x</text></svg><select><option>x</option></select><p onclick=x>明</p>",
    "明",
  ],
])("R-D36 %s", (_, html, text) => expect(textOfHtml(html)).toBe(text));

test("R-D36 for the editor: plain paragraphs, nothing that could be a tag", () =>
  expect(plainHtml("<p>a &lt;img src=x onerror=alert(1)&gt;</p><p>b &amp;amp; c</p>")).toBe(
    "<p>a &lt;img src=x onerror=alert(1)&gt;</p><p>b &amp;amp; c</p>",
  ));

test("R-D36 whatever is pasted, it ends soon and is text", () => {
  const tag = fc.constantFrom(
    "p",
    "ol",
    "ul",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "script",
    "s",
    "pre",
    "br",
    "o:p",
    "template",
    "div",
  );
  const piece = fc.oneof(
    tag.map((name) => `<${name}>`),
    tag.map((name) => `</${name}>`),
    fc.constantFrom(
      "字",
      "a b",
      "&nbsp;",
      "&#x202e;",
      "<!--",
      "-->",
      "<![if x]>",
      "<",
      ">",
      "'",
      '<p style="',
      "\n",
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      expect(plainHtml(pieces.join("")).replace(/<\/?p>/g, "")).not.toMatch(/[<>]/);
    }),
    { numRuns: 2000, seed: 30 },
  );
  const deep = performance.now();
  textOfHtml(`${"<table><tr><td>".repeat(20_000)}字`);
  textOfHtml("<ol><li>".repeat(50_000));
  expect(performance.now() - deep).toBeLessThan(1000);
});
