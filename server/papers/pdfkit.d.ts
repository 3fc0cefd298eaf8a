import "pdfkit";

declare global {
  namespace PDFKit {
    interface PDFDocument {
      appendXML(xml: string, newline?: boolean): void;
      registerFont(name: string, font: unknown): this;
    }
  }
}
