/** What many measurements come down to, and how it is written. */

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? NaN : (low + high) / 2;
}

/** Each to what was measured in the same round: what slows the machine down for a while slows both. */
export const paired = (
  values: number[],
  floors: number[],
  compare: (value: number, floor: number) => number,
): number[] => values.map((value, round) => compare(value, floors[round] ?? NaN));

export const ratio = (value: number, floor: number): number => value / floor;
export const difference = (value: number, floor: number): number => value - floor;

export const inMs = (ms: number): string => `${ms.toFixed(ms < 100 ? 1 : 0)} ms`;
export const inKb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
export const times = (factor: number): string => factor.toFixed(2);

/** From the least to the most. */
export const spread = (values: number[], format: (value: number) => string): string =>
  `${format(Math.min(...values))} … ${format(Math.max(...values))}`;
