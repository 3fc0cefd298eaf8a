export const sorted = (values: number[]) => [...values].sort((a, b) => a - b);

export const quantile = (values: number[], q: number) =>
  sorted(values)[Math.min(values.length - 1, Math.floor(q * values.length))] ?? Number.NaN;

export const median = (values: number[]) => quantile(values, 0.5);
export const round = (value: number, digits = 1) => Number(value.toFixed(digits));

export const summary = (values: number[]) => ({
  p50: round(median(values)),
  p95: round(quantile(values, 0.95)),
  p99: round(quantile(values, 0.99)),
  n: values.length,
});
