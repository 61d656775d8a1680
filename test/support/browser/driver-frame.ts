/** The half of the driver that is the same in every engine: everything that a script in the page can do. */
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { Frame, UntilOptions } from './driver.js';

const POLL_MS = 50;
const PATIENCE_MS = 20_000;

type Script<A extends unknown[], R> = string | ((...args: A) => R);

export abstract class ScriptedFrame implements Frame {
  /** The value of an expression whose value is a string or undefined, or a promise of that. */
  protected abstract run(expression: string): Promise<unknown>;
  protected abstract clickNow(selector: string): Promise<void>;
  abstract inFrame(selector: string): Frame;

  async evaluate<A extends unknown[], R>(script: Script<A, R>, ...args: A): Promise<Awaited<R>> {
    const json = await this.run(asExpression(script, args));
    return (typeof json === 'string' ? JSON.parse(json) : undefined) as Awaited<R>;
  }

  async until<A extends unknown[], R>(
    condition: Script<A, R>,
    { args = [] as unknown[] as A, timeoutMs = PATIENCE_MS }: UntilOptions<A> = {},
  ): Promise<Awaited<R>> {
    const deadline = AbortSignal.timeout(timeoutMs);
    const tooLate = once(deadline, 'abort').then(() => new Error('none in time'));
    let last: unknown;
    while (!deadline.aborted) {
      // A script fails when its document is just being left, and is never answered when a frame's process has died: both are no answer yet.
      const attempt = this.evaluate(condition, ...args).catch((error: unknown) => error);
      const answer = await Promise.race([attempt, tooLate]);
      if (answer && !(answer instanceof Error)) return answer as Awaited<R>;
      if (!deadline.aborted || last === undefined) last = answer;
      await Promise.race([setTimeout(POLL_MS), tooLate]);
    }
    const answer = last instanceof Error ? last.message : JSON.stringify(last);
    throw new Error(`Waited ${timeoutMs} ms for ${String(condition)}. Last answer: ${answer}`);
  }

  /** Does what leads to another document, and waits until that one is parsed, be it new or out of the browser's cache. */
  protected async leave(navigate: () => Promise<unknown>): Promise<void> {
    const left = await this.evaluate(() => performance.timeOrigin);
    await navigate();
    await this.until(`performance.timeOrigin !== ${left} && document.readyState !== 'loading'`);
  }

  async click(selector: string): Promise<void> {
    await this.until(`${find(selector)}?.getClientRects().length > 0`);
    await this.clickNow(selector);
  }

  async text(selector: string): Promise<string> {
    await this.until(`${find(selector)} !== null`);
    return String(await this.evaluate(`${find(selector)}.innerText.trim()`));
  }
}

/** An expression for the element that a selector names, or null; ` >>> ` enters an open shadow root. */
export function find(selector: string): string {
  const steps = selector.split('>>>').map((step) => JSON.stringify(step.trim()));
  return steps.reduce(
    (root, step, index) =>
      index === 0
        ? `document.querySelector(${step})`
        : `(${root}?.shadowRoot?.querySelector(${step}) ?? null)`,
    '',
  );
}

/**
 * The script's value as JSON. Synchronous when the script is: without JavaScript, WebKit settles no promise.
 * The `__name` is for functions that went through esbuild, which leaves calls of its helper of that name in them.
 */
function asExpression<A extends unknown[], R>(script: Script<A, R>, args: A): string {
  const source = typeof script === 'string' ? `() => (${script})` : String(script);
  return `((__name) => {
    const value = (${source})(...${JSON.stringify(args)});
    return value instanceof Promise ? value.then((result) => JSON.stringify(result)) : JSON.stringify(value);
  })((named) => named)`;
}
