/**
 * The catch-all around every way into an embed: after a bug of ours, or in a browser that lacks what we need, nothing goes on, and
 * the page has its link back.
 *
 * @param waysBack each is worth trying, whatever becomes of the others
 * @returns runs an action, unless an earlier one has failed
 */
export function guardWith(waysBack: () => readonly (() => void)[]): (action: () => void) => void {
  let hasFailed = false;
  return (action) => {
    if (hasFailed) return;
    attempt(action, (error) => {
      hasFailed = true;
      for (const way of waysBack()) attempt(way, () => undefined);
      console.error('<refport-embed> A bug, or an old browser. The link is shown.', error);
    });
  };
}

function attempt(action: () => void, report: (error: unknown) => void): void {
  try {
    action();
  } catch (error) {
    report(error);
  }
}
