import type { Fonts } from "./fonts.ts";

/** A form: what it is called, and how it is drawn from its data, which cross to the worker. */
export type Form<Name extends string, Data> = {
  name: Name;
  /** As printed at its head. */
  title: string;
  /** The same data give the same bytes; rejects where no font draws a character. */
  draw(fonts: Fonts, data: Data): Promise<{ bytes: Buffer; pages: number }>;
};
