import type { ClipboardEvent } from "react";
import { textOfHtml } from "../../shared/drafting/pasted.ts";

/**
 * For a field of plain text: numbered lists and tables from Word or a page keep what they say. The
 * field's own undo still works.
 */
export function pasteAsText(event: ClipboardEvent<HTMLTextAreaElement>): void {
  const text = textOfHtml(event.clipboardData.getData("text/html"));
  if (text && document.execCommand("insertText", false, text)) event.preventDefault();
}
