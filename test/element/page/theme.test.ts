import { expect, fixture, html } from '@open-wc/testing';
import { onSurroundings, resolveTheme } from '../../../src/element/page/look.js';

const root = document.documentElement;
const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';

describe('the theme of the host page', () => {
  afterEach(() => {
    root.removeAttribute('style');
    root.removeAttribute('class');
    root.removeAttribute('data-theme');
    root.removeAttribute('data-bs-theme');
  });

  const cases: [what: string, dress: () => void, theme: string][] = [
    ['says nothing: the system', () => undefined, system],
    ['declares dark', () => (root.style.colorScheme = 'dark'), 'dark'],
    ['declares light', () => (root.style.colorScheme = 'light'), 'light'],
    ['declares only dark', () => (root.style.colorScheme = 'only dark'), 'dark'],
    ['declares both: the system', () => (root.style.colorScheme = 'light dark'), system],
    ['wears data-theme', () => (root.dataset['theme'] = 'dark'), 'dark'],
    ['wears data-bs-theme', () => (root.dataset['bsTheme'] = 'light'), 'light'],
    ['wears a class', () => root.classList.add('dark', 'no-js'), 'dark'],
    ['wears a brand: the system', () => (root.dataset['theme'] = 'ocean'), system],
  ];
  for (const [what, dress, theme] of cases) {
    it(what, async () => {
      dress();
      const element = await fixture<HTMLElement>(html`<div></div>`);
      expect(resolveTheme(element, 'auto')).to.equal(theme);
    });
  }

  it('is the declared one of the place where the element stands', async () => {
    root.style.colorScheme = 'light';
    const element = await fixture<HTMLElement>(html`<div style="color-scheme: dark"></div>`);
    expect(resolveTheme(element, 'auto')).to.equal('dark');
  });

  it('is overruled by the attribute', async () => {
    root.style.colorScheme = 'dark';
    const element = await fixture<HTMLElement>(html`<div></div>`);
    expect(resolveTheme(element, 'light')).to.equal('light');
  });

  it('may change at any time, until nobody listens', async () => {
    let changes = 0;
    let stop = (): void => undefined;
    const changed = new Promise<void>((resolve) => {
      stop = onSurroundings(root, () => {
        changes += 1;
        resolve();
      });
    });
    root.classList.add('dark');
    await changed;
    stop();
    root.classList.remove('dark');
    await new Promise(requestAnimationFrame);
    expect(changes).to.equal(1);
  });
});
