/** Runs in the page around all cases, as text, and sees what a visitor has of each. */

/** The portal with its token; or the page's own link, to be seen and to be clicked; or neither. */
export type Outcome = 'portal' | 'link' | 'blank';

/** By shape: `element`, `placeholder`. */
export type Outcomes = Record<string, Outcome>;

export interface WatchedCases {
  isOver: boolean;
  /** In the order of the cases. */
  outcomes: Outcomes[];
  /** What the page of each case has put into `noted`. */
  noted: string[][];
}

/** @param cases addresses of their pages, and what each answers to as a part of the address of its portals */
export function watchCases(cases: readonly string[], wantsPortal: boolean): void {
  /** As many side by side as a small machine draws. */
  const AT_A_TIME = 16;
  /** Far longer than the element's own patience with a portal, and until it offers the link: a test machine may be busy. */
  const LONGEST_MS = wantsPortal ? 60_000 : 30_000;
  /** A link that stays so long stays. */
  const AT_REST_MS = 2_000;
  const LOOK_EACH_MS = 200;

  const withToken = new Set<unknown>();
  addEventListener('message', ({ data }: MessageEvent<{ of?: string; token?: string } | null>) => {
    if (data?.token === 'pt_test') withToken.add(data.of);
  });

  // By the functions of this page: in the frames they may be missing, or throw.
  const read = (owner: { prototype: object }, key: string, of: object | null | undefined): unknown =>
    Object.getOwnPropertyDescriptor(owner.prototype, key)?.get?.call(of);
  const inPage = (page: Document, selector: string): Element | null =>
    Document.prototype.querySelector.call(page, selector);
  const inElement = (element: Element, selector: string): Element | null =>
    Element.prototype.querySelector.call(element, selector);
  const isVisible = (element: Element): boolean =>
    Element.prototype.checkVisibility.call(element, {
      opacityProperty: true,
      visibilityProperty: true,
      checkOpacity: true,
      checkVisibilityCSS: true,
    });
  /** left, top, width, height */
  const boxOf = (element: Element): number[] => {
    const rect = Element.prototype.getBoundingClientRect.call(element);
    return ['x', 'y', 'width', 'height'].map((key) => Number(read(DOMRectReadOnly, key, rect)));
  };

  function isPortalShown(embed: Element): boolean {
    const shadow = read(Element, 'shadowRoot', embed) as ShadowRoot | null;
    const frame = shadow && DocumentFragment.prototype.querySelector.call(shadow, 'iframe');
    return frame !== null && isVisible(frame) && (boxOf(frame)[3] ?? 0) > 0;
  }

  /** Can be seen, and is what a click at its place meets. */
  function isOperable(page: Document, link: Element): boolean {
    if (!isVisible(link)) return false;
    Element.prototype.scrollIntoView.call(link, { block: 'center' });
    const [left = 0, top = 0, width = 0, height = 0] = boxOf(link);
    if (width === 0 || height === 0) return false;
    const met = Document.prototype.elementFromPoint.call(page, left + width / 2, top + height / 2);
    return met !== null && Node.prototype.contains.call(link, met);
  }

  function outcomesIn(page: Document, id: string): Outcomes {
    const outcome = (place: Element | null, shape: string): Outcome => {
      if (!place) return 'blank';
      const embed = inElement(place, 'refport-embed') ?? place;
      if (withToken.has(`${id}/${shape}`) && isPortalShown(embed)) return 'portal';
      const link = inElement(place, 'a');
      return link && isOperable(page, link) ? 'link' : 'blank';
    };
    return {
      element: outcome(inPage(page, 'body > refport-embed'), 'element'),
      placeholder: outcome(inPage(page, 'div[data-refport-embed]'), 'placeholder'),
    };
  }

  const watched: WatchedCases = { isOver: false, outcomes: [], noted: [] };
  Object.assign(window, { watched });

  /** Resolves when what the visitor has stays as it is, or nothing better can be waited for. */
  async function judge(id: string, frame: HTMLIFrameElement): Promise<Outcomes> {
    let [start, restingSince, before] = [0, 0, ''];
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EACH_MS));
      const page = frame.contentDocument;
      if (!page || read(Document, 'readyState', page) !== 'complete') continue;
      if (read(Document, 'URL', page) === 'about:blank') continue;
      const now = performance.now();
      start ||= now;
      const outcomes = outcomesIn(page, id);
      const all = JSON.stringify(outcomes);
      if (!/blank|link/.test(all)) return outcomes;
      if (all !== before || wantsPortal || all.includes('blank')) restingSince = now;
      before = all;
      if (now - restingSince >= AT_REST_MS || now - start >= LONGEST_MS) return outcomes;
    }
  }

  async function work(left: [number, string][]): Promise<void> {
    for (let next = left.shift(); next; next = left.shift()) {
      const [index, id] = next;
      const frame = document.createElement('iframe');
      frame.src = `/case/${id}`;
      document.body.append(frame);
      watched.outcomes[index] = await judge(id, frame);
      watched.noted[index] = Object.keys((Reflect.get(frame.contentWindow ?? {}, 'noted') ?? {}) as object);
      frame.remove();
    }
  }

  addEventListener('DOMContentLoaded', async () => {
    const left = [...cases.entries()];
    await Promise.all(Array.from({ length: AT_A_TIME }, () => work(left)));
    watched.isOver = true;
  });
}
