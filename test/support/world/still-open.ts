/** What the scripts of a page have opened and not closed, counted at the browser's own doors. */
import type { Page } from '../browser/driver.js';

export interface StillOpen {
  /** On window, document, media queries, abort signals and the like; not on other nodes, which take theirs with them. */
  listeners: number;
  /** Timeouts, intervals, animation frames, and signals that abort after a time, which nobody can end sooner. */
  timers: number;
  /** Message ports that somebody listens to. One that nobody listens to is garbage when it is dropped. */
  ports: number;
  /** Observers of mutation, intersection, size and performance that observe something. */
  observers: number;
  /** Calls of `fetch` without an answer. */
  requests: number;
  /** In the document and in its open shadow trees. */
  frames: number;
}

export const stillOpen = (page: Page): Promise<StillOpen> =>
  page.evaluate(() => (Reflect.get(window, 'stillOpen') as () => StillOpen)());

/** For the head of a page, before any other script. */
export const WATCH_SCRIPT = `((__name) => (${String(watch)})())((named) => named);`;

function watch(): void {
  const open = { listeners: 0, timers: 0, ports: 0, observers: 0, requests: 0 };
  Object.assign(window, { stillOpen: (): StillOpen => ({ ...open, frames: framesIn(document) }) });

  const { addEventListener: listen, removeEventListener: unlisten } = EventTarget.prototype;
  watchListeners();
  watchTimers();
  watchPorts();
  for (const { prototype } of [MutationObserver, IntersectionObserver, ResizeObserver, PerformanceObserver]) {
    watchObserver(prototype as MutationObserver);
  }
  watchRequests();

  /** `window.length` leaves out what is in shadow trees. */
  function framesIn(root: ParentNode): number {
    const count = (element: Element): number =>
      Number(element instanceof HTMLIFrameElement) + (element.shadowRoot ? framesIn(element.shadowRoot) : 0);
    return Array.from(root.querySelectorAll('*'), count).reduce((sum, frames) => sum + frames, 0);
  }

  function watchListeners(): void {
    interface Listener {
      type: string;
      callback: EventListenerOrEventListenerObject;
      capture: boolean;
      /** What the browser calls in its place, so that one that is called but once is seen to end. */
      registered: EventListener;
    }
    const known = new WeakMap<EventTarget, Set<Listener>>();

    const outlivesEmbeds = (target: EventTarget): boolean =>
      !(target instanceof MessagePort) && (!(target instanceof Node) || target.contains(document.body));

    const find = (target: EventTarget, { type, callback, capture }: Omit<Listener, 'registered'>) =>
      [...(known.get(target) ?? [])].find(
        (other) => other.type === type && other.callback === callback && other.capture === capture,
      );

    const forget = (target: EventTarget, listener: Listener): void => {
      if (known.get(target)?.delete(listener)) open.listeners -= 1;
    };

    const asObject = (options: AddEventListenerOptions | boolean = {}): AddEventListenerOptions =>
      typeof options === 'object' ? options : { capture: options };

    EventTarget.prototype.addEventListener = function (type, callback, options) {
      const target = this ?? window; // a bare `addEventListener(…)` has no `this`
      const { capture = false, once = false, signal } = asObject(options);
      if (!callback || !outlivesEmbeds(target)) return listen.call(target, type, callback, options);
      if (signal?.aborted || find(target, { type, callback, capture })) return;

      const isOnlyCalledOnce = once || (type === 'abort' && target instanceof AbortSignal);
      const registered: EventListener = (event) => {
        if (isOnlyCalledOnce) forget(target, listener);
        if (typeof callback === 'function') callback.call(target, event);
        else callback.handleEvent(event);
      };
      const listener = { type, callback, capture, registered };
      known.set(target, (known.get(target) ?? new Set()).add(listener));
      open.listeners += 1;
      listen.call(target, type, registered, options);
      if (signal) listen.call(signal, 'abort', () => forget(target, listener), { once: true });
    };

    EventTarget.prototype.removeEventListener = function (type, callback, options) {
      const target = this ?? window;
      const { capture = false } = asObject(options);
      const listener = callback && find(target, { type, callback, capture });
      if (!listener) return unlisten.call(target, type, callback, options);
      forget(target, listener);
      unlisten.call(target, type, listener.registered, options);
    };
  }

  function watchTimers(): void {
    // The two kinds of handles count from 1 each.
    const pending = new Set<string>();
    const end = (handle: string): void => {
      if (pending.delete(handle)) open.timers -= 1;
    };
    const begin = (handle: string): void => {
      pending.add(handle);
      open.timers += 1;
    };
    const { setTimeout, setInterval, clearTimeout, requestAnimationFrame, cancelAnimationFrame } = window;

    const later = (callback: (...args: unknown[]) => void, ms?: number, ...args: unknown[]): number => {
      const id = setTimeout(() => {
        end(`timer ${id}`);
        callback(...args);
      }, ms);
      begin(`timer ${id}`);
      return id;
    };
    const again = (callback: (...args: unknown[]) => void, ms?: number, ...args: unknown[]): number => {
      const id = setInterval(callback, ms, ...args);
      begin(`timer ${id}`);
      return id;
    };
    const clear = (id?: number): void => {
      end(`timer ${id}`);
      clearTimeout(id);
    };
    const nextFrame = (callback: FrameRequestCallback): number => {
      const id = requestAnimationFrame((time) => {
        end(`frame ${id}`);
        callback(time);
      });
      begin(`frame ${id}`);
      return id;
    };
    const cancelFrame = (id: number): void => {
      end(`frame ${id}`);
      cancelAnimationFrame(id);
    };
    Object.assign(window, {
      setTimeout: later,
      setInterval: again,
      clearTimeout: clear,
      clearInterval: clear,
      requestAnimationFrame: nextFrame,
      cancelAnimationFrame: cancelFrame,
    });
    // The browser's own cannot be seen to end.
    AbortSignal.timeout = (ms) => {
      const controller = new AbortController();
      later(() => controller.abort(new DOMException('The time is over.', 'TimeoutError')), ms);
      return controller.signal;
    };
  }

  function watchPorts(): void {
    const started = new WeakSet<MessagePort>();
    const { start, close } = MessagePort.prototype;
    const onmessage = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
    const begin = (port: MessagePort): void => {
      if (!started.has(port)) open.ports += 1;
      started.add(port);
    };
    MessagePort.prototype.start = function () {
      begin(this);
      start.call(this);
    };
    Object.defineProperty(MessagePort.prototype, 'onmessage', {
      ...onmessage,
      set(this: MessagePort, listener: unknown) {
        begin(this);
        onmessage?.set?.call(this, listener);
      },
    });
    MessagePort.prototype.close = function () {
      if (started.delete(this)) open.ports -= 1;
      close.call(this);
    };
  }

  function watchObserver(prototype: Pick<MutationObserver, 'observe' | 'disconnect'>): void {
    const busy = new WeakSet<object>();
    const { observe, disconnect } = prototype;
    prototype.observe = function (...args) {
      observe.apply(this, args);
      if (!busy.has(this)) open.observers += 1;
      busy.add(this);
    };
    prototype.disconnect = function () {
      disconnect.call(this);
      if (busy.delete(this)) open.observers -= 1;
    };
  }

  function watchRequests(): void {
    const { fetch } = window;
    const answered = (): void => {
      open.requests -= 1;
    };
    window.fetch = (...args) => {
      open.requests += 1;
      const answer = fetch(...args);
      answer.then(answered, answered);
      return answer;
    };
  }
}
