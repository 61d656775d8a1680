/** Puts the content on the page, and later changes only what is different: scroll, selection and focus stay. */

/** The parts on the page by id, as they came: the page's own state (a button that says "copied") is no difference. */
let shown = new Map<string, string>();

export const hasContent = (): boolean => shown.size > 0;

export function showContent(html: string): void {
  const main = document.getElementById('content');
  // A parsed document is inert: nothing in it loads or runs.
  const parts = [...new DOMParser().parseFromString(html, 'text/html').body.children];
  const fresh = new Map(parts.map((part) => [part.id, part.outerHTML]));
  const focusedId = document.activeElement?.id;

  if ([...fresh.keys()].join() === [...shown.keys()].join()) {
    for (const part of parts) {
      if (fresh.get(part.id) !== shown.get(part.id)) document.getElementById(part.id)?.replaceWith(part);
    }
  } else {
    main?.replaceChildren(...parts);
  }
  shown = fresh;
  main?.setAttribute('aria-busy', 'false');

  if (focusedId && document.activeElement?.id !== focusedId) {
    document.getElementById(focusedId)?.focus({ preventScroll: true });
  }
}
