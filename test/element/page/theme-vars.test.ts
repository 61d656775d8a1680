import { expect, fixture, html } from '@open-wc/testing';
import { readThemeVars } from '../../../src/element/page/look.js';

/** An element on which the page has set a variable, as a style sheet would. */
async function styled(name: string, value: string): Promise<HTMLElement> {
  const element = await fixture<HTMLElement>(html`<div></div>`);
  element.style.setProperty(name, value);
  return element;
}

describe('the variables of the host page', () => {
  const good = [
    '#0a7',
    '#0a7b2cff',
    'rebeccapurple',
    'rgb(10 20 30 / 50%)',
    'rgba(1,2,3,.5)',
    'hsl(120deg 50% 50%)',
    'oklch(60% 0.1 250)',
    'color(display-p3 1 0 0)',
    'color-mix(in srgb, red 20%, white)',
    'light-dark(#fff, #000)',
    '12px',
    '0.75rem',
    'calc(1rem + 2px)',
    'clamp(4px, 1vw, 12px)',
    '"Inter Tight", system-ui, sans-serif',
  ];
  for (const value of good) {
    it(`go to the portal: ${value}`, async () => {
      const vars = readThemeVars(await styled('--refport-accent', value));
      expect(vars).to.deep.equal({ '--accent': value });
    });
  }

  const bad = [
    'url(https://evil.example/a.png)',
    'URL("https://evil.example/")',
    'image-set("a.png" 1x)',
    'src("https://evil.example")',
    'element(#a)',
    'cross-fade(url(a), url(b))',
    'paint(worklet)',
    '-webkit-image-set(url(a) 1x)',
    'red\\3b color:blue',
    'expression(alert)',
    '{color: red}',
    '@import',
    '<style>',
    'a!b',
    '$(x)',
    `"${'x'.repeat(100)}"`,
  ];
  for (const value of bad) {
    it(`stay at home: ${value.slice(0, 40)}`, async () => {
      const element = await styled('--refport-accent', value);
      expect(readThemeVars(element)).to.deep.equal({});
    });
  }

  const unclosed: [value: string, end: string][] = [
    ['"red', '"'],
    ["'red", "'"],
    ['rgb(1 2 3', ')'],
    ['calc(1px + (2px', '))'],
    ['"a" "b', '"'],
  ];
  for (const [value, end] of unclosed) {
    it(`without an end stay at home, or have got one from the browser: ${value}`, async () => {
      const { '--accent': accent } = readThemeVars(await styled('--refport-accent', value));
      expect(accent?.replaceAll("'", '"')).to.be.oneOf([undefined, (value + end).replaceAll("'", '"')]);
    });
  }

  it('are those that the portal knows, and no others', async () => {
    for (const name of ['--refport-z-index', '--accent', '--refport-__proto__']) {
      expect(readThemeVars(await styled(name, 'red'))).to.deep.equal({});
    }
  });

  it('are inherited, and read as what they stand for', async () => {
    const page = await fixture<HTMLElement>(html`<section><div></div></section>`);
    page.style.setProperty('--brand', '#123456');
    page.style.setProperty('--refport-accent', 'var(--brand)');
    expect(readThemeVars(page.querySelector('div') as Element)).to.deep.equal({ '--accent': '#123456' });
  });
});
