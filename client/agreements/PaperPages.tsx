import {
  getDocument,
  GlobalWorkerOptions,
  type PDFDocumentProxy,
  TextLayer,
} from "pdfjs-dist/legacy/build/pdf.mjs";
import workerUrl from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Notice } from "../ui/Notice.tsx";
import { PaperComing } from "./PaperComing.tsx";

GlobalWorkerOptions.workerSrc = workerUrl;

/** Sharper than this nobody sees, and old phones run out of memory. */
const MAX_PIXEL_RATIO = 2.5;
const AHEAD = "600px";

/** Up to here every page is drawn in the end, so that printing the page prints the whole paper. */
const ALL_DRAWN = 12;

/** Every page of a paper, drawn here: phones and WeChat show no PDF inside a page by themselves. */
export default function PaperPages({ paper, title }: { paper: Blob; title: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<PDFDocumentProxy | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    let close = () => {};
    setOpen(null);
    setFailed(false);
    void (async () => {
      const task = getDocument({ data: new Uint8Array(await paper.arrayBuffer()), useWasm: false });
      close = () => void task.destroy();
      if (gone) return close();
      const made = await task.promise;
      if (!gone) setOpen(made);
    })().catch(() => {
      if (!gone) setFailed(true);
    });
    return () => {
      gone = true;
      close();
    };
  }, [paper]);
  if (failed) return <Notice kind="warn">{t("agreements.paperNotShown")}</Notice>;
  if (!open) return <PaperComing />;
  return (
    <section className="paper-frame" aria-label={title} tabIndex={0}>
      {Array.from({ length: open.numPages }, (_, index) => index + 1).map((number) => (
        <Page key={number} paper={open} number={number} />
      ))}
    </section>
  );
}

function Page({ paper, number }: { paper: PDFDocumentProxy; number: number }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const words = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  const [shape, setShape] = useState({ width: 210, height: 297 });
  useEffect(() => {
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && setNear(true), {
      rootMargin: AHEAD,
    });
    if (box.current) watch.observe(box.current);
    const later =
      paper.numPages <= ALL_DRAWN ? setTimeout(() => setNear(true), number * 400) : undefined;
    return () => {
      watch.disconnect();
      clearTimeout(later);
    };
  }, [paper, number]);
  useEffect(() => {
    if (!near || !box.current || !canvas.current || !words.current) return;
    const [place, sheet, layer] = [box.current, canvas.current, words.current];
    let stop = () => {};
    void paper.getPage(number).then((page) => {
      const natural = page.getViewport({ scale: 1 });
      const fill = () =>
        place.style.setProperty("--total-scale-factor", String(place.clientWidth / natural.width));
      const scale =
        (place.clientWidth / natural.width) * Math.min(devicePixelRatio, MAX_PIXEL_RATIO);
      const viewport = page.getViewport({ scale });
      const resized = new ResizeObserver(fill);
      setShape(natural);
      fill();
      resized.observe(place);
      Object.assign(sheet, {
        width: Math.floor(viewport.width),
        height: Math.floor(viewport.height),
      });
      const drawing = page.render({ canvas: sheet, viewport });
      const text = new TextLayer({
        textContentSource: page.streamTextContent(),
        container: layer,
        viewport: natural,
      });
      drawing.promise.then(
        () => place.setAttribute("data-drawn", ""),
        () => {},
      );
      text.render().catch(() => {});
      stop = () => {
        resized.disconnect();
        drawing.cancel();
        text.cancel();
        layer.replaceChildren();
      };
    });
    return () => stop();
  }, [near, paper, number]);
  return (
    <div
      ref={box}
      className="paper-page"
      style={{ aspectRatio: `${shape.width} / ${shape.height}` }}
    >
      <canvas
        ref={canvas}
        role="img"
        aria-label={t("agreements.pageNumber", { n: number, all: paper.numPages })}
      />
      <div ref={words} className="textLayer" />
    </div>
  );
}
