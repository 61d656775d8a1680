/**
 * Compares two pictures as somebody would who stands a step back.
 *
 * Both are averaged over squares of 4 by 4 pixels first, and a square may be off by SMOOTHING of 255: letters and round corners
 * are smoothed a little differently by another graphics library. That is more than it takes. Chromium 147 (of
 * `@sparticuz/chromium`) and 156 (of Debian 12) agree in every square, since `gallery.ts` asks for letters that are placed
 * exactly. What it lets pass is a line, one pixel wide, whose colour is off by 12, and what it does not is a tint of 11 %
 * instead of 9 %, or a letter in another place.
 */
import { PNG } from 'pngjs';

const SQUARE = 4;
const SMOOTHING = 3;

/** What is between these, in pixels of the picture. */
export interface Difference {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** @returns what differs, or `undefined`; pictures of different sizes differ all over */
export function compare(one: Buffer, other: Buffer): Difference | undefined {
  if (one.equals(other)) return undefined;
  const [a, b] = [PNG.sync.read(one), PNG.sync.read(other)];
  if (a.width !== b.width || a.height !== b.height) {
    return { left: 0, top: 0, right: Math.max(a.width, b.width), bottom: Math.max(a.height, b.height) };
  }
  let found: Difference | undefined;
  for (let y = 0; y < a.height; y += SQUARE) {
    for (let x = 0; x < a.width; x += SQUARE) {
      const [here, there] = [averageAt(a, x, y), averageAt(b, x, y)];
      if (here.every((value, channel) => Math.abs(value - (there[channel] ?? 0)) <= SMOOTHING)) continue;
      found = {
        left: Math.min(found?.left ?? x, x),
        top: found?.top ?? y,
        right: Math.max(found?.right ?? 0, x + SQUARE),
        bottom: y + SQUARE,
      };
    }
  }
  return found;
}

function averageAt({ width, height, data }: PNG, left: number, top: number): number[] {
  const sums = [0, 0, 0];
  const [right, bottom] = [Math.min(left + SQUARE, width), Math.min(top + SQUARE, height)];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const pixel = (y * width + x) * 4; // red, green, blue and alpha
      for (let channel = 0; channel < 3; channel++)
        sums[channel] = (sums[channel] ?? 0) + (data[pixel + channel] ?? 0);
    }
  }
  return sums.map((sum) => sum / ((right - left) * (bottom - top)));
}
