import PDFDocument from "pdfkit";
import type { Stroke } from "../../shared/agreements/agreement.ts";
import type { Face, Fonts, PaperFont } from "./fonts.ts";
import { drawFooters } from "./footers.ts";
import { layOut, type Line, widthOf } from "./lines.ts";
import { BODY, bottom, PITCH, page, TITLE } from "./page.ts";
import { PDF_UA } from "./pdfUa.ts";
import { drawSeal } from "./seal.ts";
import { type Box, drawStrokes } from "./strokes.ts";

const BLOCK_LEADING = 1.36;

type Element = PDFKit.PDFStructureElement;
export type Attachment = { name: string; bytes: Buffer; type: string; description: string };

export type SheetInfo = {
  title: string;
  author: string;
  at: Date;
  footer: { left: string; right: string };
  attachments?: Attachment[];
};

const plain = (text: string) =>
  text.replaceAll("&", "＆").replaceAll("<", "＜").replaceAll(">", "＞");

/**
 * A paper being written, top to bottom: PDF/A-3a and PDF/UA-1, tagged, the same bytes for the same
 * content.
 */
export class Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly fonts: Fonts;
  y = page.top;
  #root: Element;
  #info: SheetInfo;
  #chunks: Buffer[] = [];
  #known = new Map<PaperFont, string>();

  constructor(fonts: Fonts, info: SheetInfo) {
    this.fonts = fonts;
    this.#info = info;
    this.doc = new PDFDocument({
      size: "A4",
      margin: 0,
      font: null as never,
      bufferPages: true,
      autoFirstPage: false,
      pdfVersion: "1.7",
      subset: "PDF/A-3a" as never,
      tagged: true,
      lang: "zh-CN",
      displayTitle: true,
      info: {
        Title: plain(info.title),
        Author: plain(info.author),
        Creator: "Yuntiao",
        Producer: "Yuntiao",
        CreationDate: info.at,
        ModDate: info.at,
      },
    });
    this.doc.on("data", (chunk: Buffer) => this.#chunks.push(chunk));
    for (const file of info.attachments ?? [])
      this.doc.file(file.bytes, {
        name: file.name,
        type: file.type,
        description: file.description,
        relationship: "Data",
        creationDate: info.at,
        modifiedDate: info.at,
      } as never);
    this.#root = this.doc.struct("Document");
    this.doc.addStructure(this.#root);
    this.newPage();
  }

  newPage(): void {
    this.doc.addPage({ size: "A4", margin: 0 });
    this.y = page.top;
  }

  /** Starts a new page unless `height` points are left. */
  need(height: number): void {
    if (!this.fits(height)) this.newPage();
  }

  fits(height: number): boolean {
    return this.y + height <= bottom + 0.5;
  }

  space(height: number): void {
    this.y = Math.min(this.y + height, bottom);
  }

  get left(): number {
    return bottom - this.y;
  }

  /** A node of the tree that readers for the blind follow. */
  tag(type: string, parent: Element = this.#root, options: Record<string, unknown> = {}): Element {
    const element = this.doc.struct(type as never, options as never);
    parent.add(element);
    return element;
  }

  /** One name per font of this paper: two slices of a face may well have the same name and size. */
  #font(font: PaperFont, size: number) {
    const name = this.#known.get(font) ?? `${font.postscriptName || "font"}#${this.#known.size}`;
    if (!this.#known.has(font)) {
      this.doc.registerFont(name, font);
      this.#known.set(font, name);
    }
    this.doc.font(name).fontSize(size);
  }

  /** Draws one laid-out line with its baseline where a line of `size` sits at `y`. */
  line(line: Line, x: number, y: number, size: number, colour = "#111111"): void {
    for (const run of line.runs) {
      this.#font(run.font, size);
      this.doc.fillColor(colour).text(run.text, x + run.x, y + size * 0.9, {
        lineBreak: false,
        characterSpacing: run.spacing,
        baseline: "alphabetic" as never,
        ...(run.shaped ? { features: [] } : {}),
      });
    }
  }

  artifact(draw: () => void): void {
    this.doc.markContent("Artifact", { type: "Layout" } as never);
    draw();
    this.doc.endMarkedContent();
  }

  title(text: string): void {
    const size = TITLE;
    const element = this.tag("H1");
    for (const line of layOut(text, {
      size,
      width: page.textWidth,
      face: "bold",
      fonts: this.fonts,
      justify: false,
    })) {
      const y = this.y;
      element.add(() => this.line(line, page.left + (page.textWidth - line.width) / 2, y, size));
      this.y += size * 1.6;
    }
    element.end();
  }

  heading(text: string, size = BODY): void {
    this.need(PITCH * 4); // with the first lines of what it heads: three lines are never parted
    this.#paragraph("H2", text, {
      size,
      pitch: PITCH * (size / BODY),
      face: "sans",
      indent: size * 2,
    });
  }

  /**
   * A paragraph of the body: two characters in, justified, never a single line alone at the foot or
   * head of a page.
   */
  paragraph(
    text: string,
    options: {
      size?: number;
      indent?: boolean;
      face?: Face;
      align?: "left" | "right";
      colour?: string;
    } = {},
  ): void {
    const size = options.size ?? BODY;
    this.#paragraph("P", text, {
      size,
      pitch: size === BODY ? PITCH : size * 1.65,
      face: options.face ?? "serif",
      indent: options.indent === false ? 0 : size * 2,
      align: options.align ?? "left",
      colour: options.colour,
    });
  }

  #paragraph(
    type: string,
    text: string,
    o: {
      size: number;
      pitch: number;
      face: Face;
      indent: number;
      align?: "left" | "right";
      colour?: string | undefined;
    },
  ): void {
    const lines = layOut(text, {
      size: o.size,
      width: page.textWidth,
      face: o.face,
      fonts: this.fonts,
      indent: o.indent,
      justify: o.align !== "right",
    });
    const element = this.tag(type);
    for (let done = 0; done < lines.length; ) {
      let fits = Math.floor((this.left + 0.5) / o.pitch);
      const rest = lines.length - done;
      if (fits < rest && fits > 1 && rest - fits === 1) fits--;
      if (fits < Math.min(rest, 2)) {
        this.newPage();
        continue;
      }
      const part = lines.slice(done, done + Math.min(fits, rest));
      const top = this.y;
      element.add(() => {
        for (const [index, line] of part.entries())
          this.line(
            line,
            page.left + (o.align === "right" ? page.textWidth - line.width : 0),
            top + index * o.pitch + (o.pitch - o.size) / 2 - o.size * 0.05,
            o.size,
            o.colour,
          );
      });
      this.y += part.length * o.pitch;
      done += part.length;
    }
    element.end();
  }

  /** How high a paragraph will be. */
  paragraphHeight(text: string, size = BODY): number {
    const lines = layOut(text, {
      size,
      width: page.textWidth,
      face: "serif",
      fonts: this.fonts,
      indent: size * 2,
    });
    return lines.length * (size === BODY ? PITCH : size * 1.65);
  }

  #blockLines(text: string, width: number, size: number, face: Face): Line[] {
    return layOut(text, { size, width, face, fonts: this.fonts, justify: false });
  }

  blockHeight(text: string, width: number, size: number, face: Face = "serif"): number {
    return this.#blockLines(text, width, size, face).length * size * BLOCK_LEADING;
  }

  /** Words wrapped within a width at a fixed place; answers how high they are. */
  block(
    text: string,
    at: { x: number; y: number; width: number },
    {
      size,
      face = "serif",
      align = "left",
      colour,
    }: { size: number; face?: Face; align?: "left" | "center"; colour?: string },
  ): number {
    const lines = this.#blockLines(text, at.width, size, face);
    const pitch = size * BLOCK_LEADING;
    const element = this.tag("P");
    element.add(() => {
      for (const [index, line] of lines.entries()) {
        const shift = align === "center" ? (at.width - line.width) / 2 : 0;
        this.line(
          line,
          at.x + shift,
          at.y + index * pitch + (pitch - size) / 2 - size * 0.05,
          size,
          colour,
        );
      }
    });
    element.end();
    return lines.length * pitch;
  }

  /** Something drawn with words for those who can't see it. */
  figure(alt: string, box: Box, draw: () => void): void {
    const element = this.tag("Figure", this.#root, {
      alt,
      bbox: [box.x, box.y, box.x + box.width, box.y + box.height],
    });
    element.add(draw);
    element.end();
  }

  /** The size, at most `size`, at which these words fit into one line of this width. */
  sizeFor(text: string, size: number, width: number, face: Face = "serif"): number {
    return Math.min(size, (size * width) / Math.max(this.widthOf(text, size, face), 1));
  }

  /** Words at a fixed place, one line, tagged as a paragraph. */
  textAt(
    text: string,
    x: number,
    y: number,
    size: number,
    face: Face = "serif",
    colour?: string,
  ): void {
    const [line] = layOut(text, {
      size,
      width: page.textWidth * 2,
      face,
      fonts: this.fonts,
      justify: false,
    });
    const element = this.tag("P");
    if (line) element.add(() => this.line(line, x, y, size, colour));
    element.end();
  }

  widthOf(text: string, size: number, face: Face = "serif"): number {
    return widthOf(text, size, face, this.fonts);
  }

  /** A drawn signature as vector strokes, scaled into the box. */
  strokes(strokes: Stroke[], alt: string, box: Box): void {
    this.figure(alt, box, () => drawStrokes(this.doc, strokes, box));
  }

  /**
   * The organisation's round red seal around a centre. Drawn before the words, so that ink stays
   * readable on it.
   */
  seal(name: string, label: string, x: number, y: number): void {
    this.figure(`${name}印章`, { x: x - 60, y: y - 60, width: 120, height: 120 }, () =>
      drawSeal(this.doc, this.fonts, { name, label, x, y }),
    );
  }

  qr(
    modules: { size: number; data: ArrayLike<number | boolean> },
    alt: string,
    x: number,
    y: number,
    side: number,
  ): void {
    const step = side / modules.size;
    this.figure(alt, { x, y, width: side, height: side }, () => {
      for (let row = 0; row < modules.size; row++)
        for (let column = 0; column < modules.size; column++)
          if (modules.data[row * modules.size + column])
            this.doc.rect(x + column * step, y + row * step, step + 0.02, step + 0.02);
      this.doc.fill("#111111");
    });
  }

  async finish(): Promise<{ bytes: Buffer; pages: number }> {
    const pages = drawFooters(this, this.#info.footer);
    this.#root.end();
    this.doc.appendXML(PDF_UA);
    const ended = new Promise<void>((resolve) => this.doc.once("end", resolve));
    this.doc.end();
    await ended;
    return { bytes: Buffer.concat(this.#chunks), pages };
  }
}
