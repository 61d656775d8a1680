/** What the rig's tests do with frames. */
export interface AddedFrame {
  element: HTMLIFrameElement;
  window: Window;
}

export function addFrame(src: string, sandbox?: string): AddedFrame {
  const element = document.createElement('iframe');
  if (sandbox !== undefined) element.setAttribute('sandbox', sandbox);
  element.src = src;
  document.body.append(element);
  const { contentWindow: window } = element;
  if (!window) throw new Error('A frame in the document has a window.');
  return { element, window };
}

/** The next message from this window. */
export function messageFrom<T = unknown>(source: Window): Promise<MessageEvent<T>> {
  const heard = new AbortController();
  return new Promise((resolve) => {
    const listen = (event: MessageEvent<T>): void => {
      if (event.source !== source) return;
      heard.abort();
      resolve(event);
    };
    addEventListener('message', listen, { signal: heard.signal });
  });
}

/** The name of the error that an action throws, or undefined. */
export function errorName(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return (error as Error).name;
  }
}
