import { expect, fixture, html } from '@open-wc/testing';
import { onThemeChange, resolveTheme } from '../../src/element/theme.js';

const root = document.documentElement;
const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';

describe('the theme of the host page', () => {
  afterEach(() => {
    root.removeAttribute('style');
    root.removeAttribute('class');
    root.removeAttribute('data-theme');
    root.removeAttribute('data-bs-theme');
  });

  const cases: [what: string, dress: () => void, theme: string, followsSystem: boolean][] = [
    ['says nothing: the system', () => undefined, system, true],
    ['declares dark', () => (root.style.colorScheme = 'dark'), 'dark', false],
    ['declares light', () => (root.style.colorScheme = 'light'), 'light', false],
    ['declares only dark', () => (root.style.colorScheme = 'only dark'), 'dark', false],
    ['declares both: the system', () => (root.style.colorScheme = 'light dark'), system, true],
    ['wears data-theme', () => (root.dataset['theme'] = 'dark'), 'dark', false],
    ['wears data-bs-theme', () => (root.dataset['bsTheme'] = 'light'), 'light', false],
    ['wears a class', () => root.classList.add('dark', 'no-js'), 'dark', false],
    ['wears a brand: the system', () => (root.dataset['theme'] = 'ocean'), system, true],
  ];
  for (const [what, dress, theme, followsSystem] of cases) {
    it(what, async () => {
      dress();
      const element = await fixture<HTMLElement>(html`<div></div>`);
      expect(resolveTheme(element, 'auto')).to.deep.equal({ theme, followsSystem });
    });
  }

  it('is the declared one of the place where the element stands', async () => {
    root.style.colorScheme = 'light';
    const element = await fixture<HTMLElement>(html`<div style="color-scheme: dark"></div>`);
    expect(resolveTheme(element, 'auto').theme).to.equal('dark');
  });

  it('is overruled by the attribute', async () => {
    root.style.colorScheme = 'dark';
    const element = await fixture<HTMLElement>(html`<div></div>`);
    expect(resolveTheme(element, 'light')).to.deep.equal({ theme: 'light', followsSystem: false });
  });

  it('may change at any time, until nobody listens', async () => {
    const end = new AbortController();
    let changes = 0;
    const changed = new Promise<void>((resolve) =>
      onThemeChange(end.signal, () => {
        changes += 1;
        resolve();
      }),
    );
    root.classList.add('dark');
    await changed;
    end.abort();
    root.classList.remove('dark');
    await new Promise(requestAnimationFrame);
    expect(changes).to.equal(1);
  });
});
