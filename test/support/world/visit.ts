/** What a visitor of the demo does and sees, in the words of the stories. */
import { withKnobs, type Knobs } from '../../../demo/knobs.js';
import type { Browser, Frame, Page } from '../browser/driver.js';
import type { WatchedDemo } from './watched-demo.js';

export const EMBED = 'refport-embed';
export const FALLBACK_LINK = `${EMBED} > a`;

/** A new visitor signs in, by the form, and is on the account page. */
export async function visit(
  browser: Browser,
  demo: WatchedDemo,
  user: string,
  knobs: Partial<Knobs> = {},
): Promise<Page> {
  await browser.forgetVisitor();
  const page = await browser.newPage();
  await signIn(page, demo, user, knobs);
  return page;
}

export async function signIn(
  page: Page,
  demo: WatchedDemo,
  user: string,
  knobs: Partial<Knobs> = {},
): Promise<void> {
  // The account page sends whoever is signed out to the form, and the form sends them back.
  await page.open(demo.origins.host + withKnobs('/', knobs));
  await page.until(() => document.readyState === 'complete'); // with its styles, or the button moves under the mouse
  await page.click(`button[value="${user}"]`);
  await page.until(() => document.querySelector('#profile') !== null);
}

/**
 * On another page the same visitor signs out, and in again as whom a test names. Meanwhile nobody sees the first page, as behind
 * another tab, and comes back to it at the end.
 */
export async function signOutElsewhere(
  browser: Browser,
  page: Page,
  demo: WatchedDemo,
  next?: string,
): Promise<Page> {
  await page.hide();
  const elsewhere = await browser.newPage();
  await elsewhere.open(demo.origins.host);
  await elsewhere.until(() => document.readyState === 'complete');
  await elsewhere.click('.signed-in button');
  await elsewhere.until(() => document.querySelector('form[action="/sign-in"]') !== null);
  if (next !== undefined) await signIn(elsewhere, demo, next);
  await page.show();
  return elsewhere;
}

/** Leaves for another page of the host, by a link. */
export async function leaveFor(page: Page, path: string): Promise<void> {
  await page.evaluate((href: string) => {
    document.body.prepend(
      Object.assign(document.createElement('a'), { id: 'leave', href, textContent: 'Leave' }),
    );
  }, path);
  await page.click('#leave');
  await page.until((wanted: string) => location.pathname === wanted, { args: [path] });
}

/** Gives the portal's document a name, by which a later one is told from it. */
export const namePortal = (page: Page, name: string): Promise<void> =>
  portalIn(page).evaluate((title: string) => {
    document.title = title;
  }, name);

export const nameOfPortal = (page: Page): Promise<string> => portalIn(page).evaluate(() => document.title);

/** The document inside the embed's frame. */
export const portalIn = (page: Page): Frame => page.inFrame(`${EMBED} >>> iframe`);

/** Waits until the embed says so of itself. */
export async function untilStatus(page: Page, status: string, timeoutMs?: number): Promise<void> {
  await page.until((wanted: string) => document.querySelector('refport-embed')?.status === wanted, {
    args: [status],
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
}

/** What the portal shows under a label: `name`, `email`, `tenant`, `referral-link`. */
export const fieldIn = (portal: Frame, field: string): Promise<string> =>
  portal.text(`[data-field="${field}"]`);

/** What the demo's panel tells about the embed so far, such as `refport-status ready`. */
export const timelineOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => Array.from(document.querySelectorAll('#timeline li span'), (row) => row.textContent));

/** The same without the heights, which come as they like. */
export const newsOf = async (page: Page): Promise<string[]> =>
  (await timelineOf(page)).filter((line) => !line.startsWith('refport-resize'));

/** Waits until the panel's timeline holds a line so many times. */
export async function untilTold(page: Page, line: string, times: number, timeoutMs = 10_000): Promise<void> {
  await page.until(
    (wanted: string, least: number) =>
      Array.from(document.querySelectorAll('#timeline li span')).filter((row) => row.textContent === wanted)
        .length >= least,
    { args: [line, times], timeoutMs },
  );
}

/** Whether there is a portal to be seen. */
export const portalIsVisible = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const frames = document.querySelector('refport-embed')?.shadowRoot?.querySelectorAll('iframe') ?? [];
    return Array.from(frames).some((frame) =>
      frame.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
    );
  });

/** What the embed says to the partner. */
export const wordsOf = (page: Page): Promise<string> => page.text(`${EMBED} >>> [role=status]`);

/** Whether the page author's link can be seen. */
export const linkIsVisible = (page: Page): Promise<boolean> =>
  page.evaluate((selector: string) => {
    const link = document.querySelector(selector);
    return link !== null && link.checkVisibility() && link.getBoundingClientRect().height > 0;
  }, FALLBACK_LINK);

/** How high a document is, in whole CSS pixels: what a portal reports. */
export const documentHeight = (portal: Frame): Promise<number> =>
  portal.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height));

/** Waits until the frame is as high as the document in it, and tells that height. */
export async function untilFrameFits(page: Page): Promise<number> {
  const height = await documentHeight(portalIn(page));
  await page.until(
    (px: number) =>
      document.querySelector('refport-embed')?.shadowRoot?.querySelector('iframe')?.clientHeight === px,
    { args: [height] },
  );
  return height;
}
