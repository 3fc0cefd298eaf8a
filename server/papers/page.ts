/** A millimetre in points. */
export const MM = 72 / 25.4;

/** GB/T 9704: A4, 版心 156×225 mm, 天头 37 mm, 订口 28 mm; body 三号, 22 lines of 28 characters. */
export const page = {
  width: 210 * MM,
  height: 297 * MM,
  left: 28 * MM,
  top: 37 * MM,
  textWidth: 156 * MM,
  textHeight: 225 * MM,
};

/** 三号, in points as all sizes. */
export const BODY = 15.75;
export const TITLE = 22;

/** From one line of the body to the next. */
export const PITCH = page.textHeight / 22;
export const SMALL = 10.5;

/** 四号. */
export const PAGE_NUMBER = 14;

/** Where the body of a page ends. */
export const bottom = page.top + page.textHeight;
