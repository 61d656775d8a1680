/** How TCP sends: ten segments at first, then one more for each that has arrived, so that the window doubles per round trip. */
import type { Downlink, Line } from './downlink.js';
import { InOrder } from './in-order.js';

const SEGMENT_BYTES = 1460;
const INITIAL_WINDOW_BYTES = 10 * SEGMENT_BYTES;

export class SlowStart {
  readonly #line: Line;
  readonly #downlink: Downlink;
  readonly #receive: (segment: Buffer) => void;
  readonly #arrivals = new InOrder();
  readonly #acknowledgements = new InOrder();
  readonly #waiting: Buffer[] = [];
  #window = INITIAL_WINDOW_BYTES;
  #inFlight = 0;

  constructor(line: Line, downlink: Downlink, receive: (segment: Buffer) => void) {
    this.#line = line;
    this.#downlink = downlink;
    this.#receive = receive;
  }

  send(data: Buffer): void {
    for (let start = 0; start < data.length; start += SEGMENT_BYTES) {
      this.#waiting.push(data.subarray(start, start + SEGMENT_BYTES));
    }
    this.#sendWhatFits();
  }

  /** Calls back when all that was sent has arrived. Nothing is sent after it. */
  end(callback: () => void): void {
    if (this.#waiting.length > 0) this.#acknowledgements.whenEmpty(() => this.end(callback));
    else this.#arrivals.whenEmpty(callback);
  }

  #sendWhatFits(): void {
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      const segment = next;
      if (this.#inFlight + segment.length > this.#window) return;
      this.#waiting.shift();
      this.#inFlight += segment.length;
      const throughAt = this.#downlink.pass(segment.length);
      this.#arrivals.at(throughAt + this.#line.rttMs / 2, () => this.#receive(segment));
      this.#acknowledgements.at(throughAt + this.#line.rttMs, () => {
        this.#inFlight -= segment.length;
        this.#window += segment.length;
        this.#sendWhatFits();
      });
    }
  }
}
