import { layOut } from "./lines.ts";
import { BODY, bottom, MM, PAGE_NUMBER, page } from "./page.ts";
import type { Sheet } from "./sheet.ts";

/**
 * Writes page numbers and what stands below them, on every page; answers how many pages there are.
 */
export function drawFooters(sheet: Sheet, footer: { left: string; right: string }): number {
  const { doc } = sheet;
  const { start, count } = doc.bufferedPageRange();
  for (let index = 0; index < count; index++) {
    doc.switchToPage(start + index);
    doc.markContent("Artifact", { type: "Pagination", attached: ["Bottom"] } as never);
    const number = `— ${index + 1} —`;
    const size = PAGE_NUMBER;
    const width = sheet.widthOf(number, size);
    const y = bottom + 7 * MM;
    const at = index % 2 === 0 ? page.left + page.textWidth - width - BODY : page.left + BODY;
    const small = (text: string, y: number) => {
      const size = sheet.sizeFor(text, 7.5, page.textWidth);
      const [line] = layOut(text, {
        size,
        width: page.textWidth + 1,
        face: "serif",
        fonts: sheet.fonts,
        justify: false,
      });
      if (line) sheet.line(line, page.left, y, size, "#555555");
    };
    const [line] = layOut(number, {
      size,
      width: 200,
      face: "serif",
      fonts: sheet.fonts,
      justify: false,
    });
    if (line) sheet.line(line, at, y, size);
    small(footer.left, bottom + 15 * MM);
    small(`${footer.right}　共${count}页`.trim(), bottom + 19 * MM);
    doc.endMarkedContent();
  }
  return count;
}
