/** The look of the host's page, followed as it changes: wherever that is said, by whichever rule. */
import { expect } from '@open-wc/testing';
import { embed, type Embedded } from '../../support/page/embed.js';
import type { Served } from '../../support/page/serve.js';

interface Look {
  theme: string;
  vars: Record<string, string>;
}

/** What the portal was told last; waits until it is this. */
async function untilTold(portal: Served, wanted: (look: Look) => boolean): Promise<void> {
  for (let atLeast = 0; ;) {
    const notes = await portal.notes(atLeast);
    const last = notes.filter(({ about }) => about === 'theme').at(-1) as unknown as Look | undefined;
    if (last && wanted(last)) return;
    atLeast = notes.length + 1;
  }
}

/** An embed that has been on the screen: what changes before that is no change. */
async function shown(): Promise<Embedded> {
  const embedded = await embed();
  await embedded.logged('ready');
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return embedded;
}

function rule(css: string): HTMLStyleElement {
  const style = document.createElement('style');
  style.textContent = css;
  document.head.append(style);
  return style;
}

describe('the look of the page, live', () => {
  it('a variable on the element', async () => {
    const { element, portal } = await shown();
    element.style.setProperty('--refport-accent', '#0a7b2c');
    await untilTold(portal, ({ vars }) => vars['--accent'] === '#0a7b2c');
    element.style.removeProperty('--refport-accent');
    await untilTold(portal, ({ vars }) => vars['--accent'] === undefined);
  });

  it('a variable that a rule of the page changes, further up', async () => {
    const style = rule(':root { --brand: red; } refport-embed { --refport-accent: var(--brand); }');
    const { element, portal } = await shown();
    await untilTold(portal, ({ vars }) => vars['--accent'] === 'red');
    const more = rule(':root { --brand: blue; }');
    await untilTold(portal, ({ vars }) => vars['--accent'] === 'blue');
    style.remove();
    more.remove();
    await untilTold(portal, ({ vars }) => vars['--accent'] === undefined);
    expect(element.outerHTML).not.to.contain('--');
  });

  it('light and dark, declared by a rule of the page', async () => {
    const style = rule(':root { color-scheme: light; }');
    const { portal } = await shown();
    await untilTold(portal, ({ theme }) => theme === 'light');
    style.textContent = ':root { color-scheme: dark; }';
    await untilTold(portal, ({ theme }) => theme === 'dark');
    style.remove();
  });

  it('light and dark, declared where the element stands', async () => {
    const { element, portal } = await shown();
    (element.parentElement as HTMLElement).style.colorScheme = 'dark';
    await untilTold(portal, ({ theme }) => theme === 'dark');
    (element.parentElement as HTMLElement).style.colorScheme = 'light';
    await untilTold(portal, ({ theme }) => theme === 'light');
  });
});
