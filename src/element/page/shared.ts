/** One listener of the page for all embeds: the first who wants to hear begins it, the last one ends it. */
export function shared<Args extends readonly unknown[]>(
  listen: (tell: (...args: Args) => void, signal: AbortSignal) => void,
): (listener: (...args: Args) => void) => () => void {
  const listeners = new Set<(...args: Args) => void>();
  let end: AbortController | undefined;
  return (listener) => {
    if (!end) {
      end = new AbortController();
      listen((...args) => {
        for (const told of Array.from(listeners)) told(...args);
      }, end.signal);
    }
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      end?.abort();
      end = undefined;
    };
  };
}
