const MAX_PAGES = 2000;

/**
 * The pages of a PDF, each of them opened, by the reader that draws papers in our own pages: what
 * it can't open, nobody could read there. Null for anything else: no PDF, cut off, broken, or
 * locked with a password.
 */
export async function countPages(bytes: Uint8Array): Promise<number | null> {
  const ends = Buffer.from(bytes.subarray(-2048)).toString("latin1");
  if (Buffer.from(bytes.subarray(0, 5)).toString("latin1") !== "%PDF-" || !ends.includes("%%EOF"))
    return null;
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const task = getDocument({
    data: new Uint8Array(bytes),
    stopAtErrors: true,
    useSystemFonts: false,
    verbosity: 0,
  });
  try {
    const file = await task.promise;
    if (file.numPages < 1 || file.numPages > MAX_PAGES) return null;
    for (let n = 1; n <= file.numPages; n++) await file.getPage(n);
    return file.numPages;
  } catch {
    return null;
  } finally {
    await task.destroy();
  }
}
