/** Reads the screenshots that browsers make: PNG with 8 bits a channel, RGB or RGBA, not interlaced. */
import { inflateSync } from 'node:zlib';

export interface Pixels {
  width: number;
  height: number;
  /** `#rrggbb`. */
  at(x: number, y: number): string;
  /** The same in three bytes. */
  rgb(x: number, y: number): Uint8Array;
}

const SIGNATURE_LENGTH = 8;

export function readPng(file: Buffer): Pixels {
  const chunks = [...chunksOf(file)];
  const [header] = chunks.filter(({ type }) => type === 'IHDR');
  if (!header) throw new Error('This is no PNG.');
  const width = header.data.readUInt32BE(0);
  const height = header.data.readUInt32BE(4);
  const [depth, colors, , , interlaced] = header.data.subarray(8);
  const channels = colors === 6 ? 4 : 3;
  if (depth !== 8 || (colors !== 2 && colors !== 6) || interlaced !== 0) {
    throw new Error(
      `This PNG is of another kind: depth ${depth}, colours ${colors}, interlaced ${interlaced}.`,
    );
  }
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const rows = unfilter(inflateSync(packed), width * channels, channels);
  const rgb = (x: number, y: number): Buffer => {
    const start = (y * width + x) * channels;
    return rows.subarray(start, start + 3);
  };
  return { width, height, rgb, at: (x, y) => `#${rgb(x, y).toString('hex')}` };
}

function* chunksOf(file: Buffer): Generator<{ type: string; data: Buffer }> {
  for (let start = SIGNATURE_LENGTH; start < file.length;) {
    const length = file.readUInt32BE(start);
    const data = file.subarray(start + 8, start + 8 + length);
    yield { type: file.toString('latin1', start + 4, start + 8), data };
    start += length + 12; // and a checksum, which inflating does not need
  }
}

/** Each row begins with its filter's number: what has been taken off its bytes, by those to the left of them and above. */
function unfilter(filtered: Buffer, rowLength: number, channels: number): Buffer {
  const rows = Buffer.alloc((filtered.length / (rowLength + 1)) * rowLength);
  for (let from = 0, to = 0; from < filtered.length;) {
    const filter = filtered[from++];
    for (let x = 0; x < rowLength; x++, from++, to++) {
      const left = x >= channels ? (rows[to - channels] ?? 0) : 0;
      const above = rows[to - rowLength] ?? 0;
      const aboveLeft = x >= channels ? (rows[to - rowLength - channels] ?? 0) : 0;
      rows[to] = (filtered[from] ?? 0) + takenBy(filter, left, above, aboveLeft);
    }
  }
  return rows;
}

function takenBy(filter: number | undefined, left: number, above: number, aboveLeft: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    case 4:
      return paeth(left, above, aboveLeft);
    default:
      return 0;
  }
}

/** The one of the three that is nearest to what a plane through them would have here. */
function paeth(left: number, above: number, aboveLeft: number): number {
  const plane = left + above - aboveLeft;
  const [toLeft, toAbove, toAboveLeft] = [
    Math.abs(plane - left),
    Math.abs(plane - above),
    Math.abs(plane - aboveLeft),
  ];
  if (toLeft <= toAbove && toLeft <= toAboveLeft) return left;
  return toAbove <= toAboveLeft ? above : aboveLeft;
}
