import { Editor, Extension, Node } from "@tiptap/core";
import { keymap } from "@tiptap/pm/keymap";
import { Fragment, type Node as PmNode, Slice } from "@tiptap/pm/model";
import { redo, undo, yCursorPlugin, ySyncPlugin, yUndoPlugin } from "y-prosemirror";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { bodyOf } from "../../shared/drafting/document.ts";
import { plainHtml } from "../../shared/drafting/pasted.ts";
import { tidyClause } from "../../shared/drafting/textPolicy.ts";
import type { DraftLink } from "./draftLink.ts";

const Doc = Node.create({ name: "doc", topNode: true, content: "paragraph+" });

const Paragraph = Node.create({
  name: "paragraph",
  group: "block",
  content: "text*",
  parseHTML: () => [{ tag: "p" }],
  renderHTML: () => ["p", 0],
});

const Text = Node.create({ name: "text", group: "inline" });

function tidied(node: PmNode): PmNode {
  if (!node.isText) return node.copy(Fragment.fromArray(node.content.content.map(tidied)));
  const text = tidyClause(node.text ?? "");
  return text === node.text ? node : node.type.schema.text(text || " ");
}

/** The editor of the one clause that is being written; every other clause is plain text. */
export function ClauseEditor({
  link,
  clauseId,
  label,
}: {
  link: DraftLink;
  clauseId: string;
  label: string;
}) {
  const place = useRef<HTMLDivElement>(null);
  const { t } = useTranslation();
  useEffect(() => {
    const fragment = bodyOf(link.doc, clauseId);
    if (!place.current || !fragment) return;
    const Together = Extension.create({
      name: "together",
      priority: 1000,
      addProseMirrorPlugins: () => [
        ySyncPlugin(fragment),
        yCursorPlugin(link.awareness),
        yUndoPlugin(),
        keymap({ "Mod-z": undo, "Mod-y": redo, "Mod-Shift-z": redo }),
      ],
    });
    const editor = new Editor({
      element: place.current,
      extensions: [Doc, Paragraph, Text, Together],
      autofocus: "end",
      injectCSS: false,
      editorProps: {
        attributes: {
          "data-field": "words",
          "aria-label": label,
          role: "textbox",
          "aria-multiline": "true",
        },
        transformPastedHTML: plainHtml,
        transformPasted: (slice) =>
          new Slice(
            Fragment.fromArray(slice.content.content.map(tidied)),
            slice.openStart,
            slice.openEnd,
          ),
        handleTextInput: (view, from, to, text) => {
          const clean = tidyClause(text);
          if (clean === text) return false;
          if (clean) view.dispatch(view.state.tr.insertText(clean, from, to));
          return true;
        },
      },
    });
    const dom = editor.view.dom;
    const start = () => link.hold(true);
    const end = () =>
      setTimeout(() => {
        if (!editor.isDestroyed && !editor.view.composing) link.hold(false);
      }, 60);
    dom.addEventListener("compositionstart", start);
    dom.addEventListener("compositionend", end);
    link.point(clauseId);
    return () => {
      link.hold(false);
      link.point(null);
      editor.destroy();
    };
  }, [link, clauseId, label, link.doc]);
  return <div className="text" ref={place} title={t("drafting.editing")} />;
}
