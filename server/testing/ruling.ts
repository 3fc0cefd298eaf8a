import PDFDocument from "pdfkit";

/** A ruling of two pages, as a court's own system would make it. */
export const aRuling = () =>
  new Promise<Buffer>((resolve) => {
    const paper = new PDFDocument();
    const chunks: Buffer[] = [];
    paper.on("data", (chunk: Buffer) => chunks.push(chunk));
    paper.on("end", () => resolve(Buffer.concat(chunks)));
    paper.text("ruling").addPage().text("second page").end();
  });
