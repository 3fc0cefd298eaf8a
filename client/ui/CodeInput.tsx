import type { InputHTMLAttributes } from "react";
import { readCode } from "../../shared/people/codeText.ts";

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, "value" | "onChange"> & {
  value: string;
  onCode: (code: string) => void;
};

/**
 * A field for a one-time code: takes it however it is typed or pasted, also as the whole message.
 */
export function CodeInput({ value, onCode, ...rest }: Props) {
  return (
    <input
      {...rest}
      className="code-input"
      inputMode="numeric"
      autoComplete="one-time-code"
      required
      value={value}
      onChange={(event) => onCode(readCode(event.target.value))}
    />
  );
}
