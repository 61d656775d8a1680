/** Listening, and ending it: whoever begins to listen is answered how to stop. */
export type Stop = () => void;

/** Without options: a polluted `Object.prototype` would answer for those that are missing. */
export function listen(
  target: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>,
  types: readonly string[],
  listener: (event: never) => void,
): Stop {
  for (const type of types) target.addEventListener(type, listener as unknown as EventListener);
  return () => {
    for (const type of types) target.removeEventListener(type, listener as unknown as EventListener);
  };
}

export const all =
  (...stops: Stop[]): Stop =>
  () => {
    for (const stop of stops) stop();
  };

/** One listener of the page for all embeds: the first who wants to hear begins it, the last one ends it. */
export function shared<Args extends readonly unknown[]>(
  begin: (tell: (...args: Args) => void) => Stop,
): (listener: (...args: Args) => void) => Stop {
  const listeners = new Set<(...args: Args) => void>();
  let end: Stop | undefined;
  return (listener) => {
    end ??= begin((...args) => {
      for (const told of Array.from(listeners)) told(...args);
    });
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      end?.();
      end = undefined;
    };
  };
}
