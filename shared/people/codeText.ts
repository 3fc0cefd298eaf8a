const ASCII_DIGITS = /[０-９]/g;

const asAscii = (text: string) =>
  text.replace(ASCII_DIGITS, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));

/**
 * R-P30. The six digits that a person means, however they come: typed, pasted with spaces or
 * dashes, in full width, or as the whole message ("【云调解】验证码 123 456，10 分钟内有效"). At most six digits;
 * fewer while still typing.
 */
export function readCode(text: string): string {
  const plain = asAscii(text).normalize("NFKC");
  const whole =
    plain.match(/(?<![\d])\d{6}(?!\d)/) ??
    plain.match(/(?<!\d)\d(?:[\s\-–—.·]?\d){5}(?![\s\-–—.·]?\d)/);
  return (whole ? whole[0] : plain).replace(/\D/g, "").slice(0, 6);
}
