/**
 * Values for `--refport-*` that are made to load something, or to get out of their declaration. The portal of this test is as
 * careless as one can be: it writes what it is told into a style sheet, as text.
 */
import { expect } from '@open-wc/testing';
import { embed } from '../support/page/embed.js';
import { origins } from '../support/page/origins.js';
import { serve, serveToken, type Note, type Served } from '../support/page/serve.js';

const CARELESS_PORTAL = `<!doctype html>
  <title>Portal</title>
  <style id="look"></style>
  <style>
    main {
      color: var(--text); background: var(--background); border: 1px solid var(--border); border-radius: var(--radius);
      font: 1em var(--font); outline: 1px solid var(--muted); list-style: var(--surface); cursor: var(--on-accent), auto;
    }
    main::before { content: var(--accent); }
    p { display: inline-block; width: 200px; height: 20px; } /* whatever size the frame has when this is read first */
  </style>
  <main>Portal</main>
  <p>Bystander</p>
  <script type="module">
    import { connectToHost } from '/src/portal/index.ts';
    import { note } from '/test/fixtures/notes.ts';
    const computed = () => JSON.stringify(Array.from(getComputedStyle(document.querySelector('p'))).sort()
      .map((name) => [name, getComputedStyle(document.querySelector('p')).getPropertyValue(name)])
      .filter(([name]) => !name.startsWith('--')));
    const before = computed();
    const look = document.querySelector('#look');
    const host = connectToHost({
      allowedOrigins: [new URLSearchParams(location.search).get('host')],
      onToken: () => host.ready(),
      onTheme(theme, vars) {
        look.textContent = ':root { ' + Object.entries(vars).map(([name, value]) => name + ': ' + value + ';').join(' ') + ' }';
        const { cssRules } = look.sheet;
        const lost = Object.entries(vars).filter(([name, value]) => cssRules[0].style.getPropertyValue(name).trim() !== value);
        note('look', { vars, lost, rules: cssRules.length, set: [...cssRules[0].style], isAsBefore: computed() === before });
      },
    });
  </script>`;

/** What the portal made of the variables that it was told. */
interface Look extends Note {
  vars: Record<string, string>;
  /** Those that did not arrive in the style sheet as what they were. */
  lost: [name: string, value: string][];
  rules: number;
  /** The properties that the style sheet sets. */
  set: string[];
  /** Whether an element that uses none of the variables looks as it did. */
  isAsBefore: boolean;
}

const NAMES = ['accent', 'on-accent', 'background', 'surface', 'text', 'muted', 'border', 'font'];
const LISTED = [...NAMES, 'radius'].map((name) => `--${name}`);

const LOADING_FUNCTIONS = [
  'url',
  'URL',
  'uRl',
  'src',
  'image',
  'image-set',
  '-webkit-image-set',
  'cross-fade',
  '-webkit-cross-fade',
  'element',
  '-moz-element',
  'paint',
  'attr',
  'env',
  'type',
  'format',
  'local',
  'linear-gradient',
  'expression',
];

/** Two hundred and more, each with the address of somebody who would hear of it. */
function hostileValues(url: string): string[] {
  const loading = LOADING_FUNCTIONS.flatMap((name) => [
    `${name}("${url}")`,
    `${name}('${url}' 1x)`,
    `${name}(${url})`,
    `red ${name}("${url}")`,
    `calc(1px) ${name}( "${url}" )`,
    `rgb(1 2 ${name}("${url}"))`,
    `light-dark(red, ${name}("${url}"))`,
    `{ background: ${name}("${url}") }`,
  ]);
  const load = `background: url("${url}")`;
  const values = [
    `\\75 rl("${url}")`,
    `u\\72l("${url}")`,
    `ur\\6c ("${url}")`,
    `\\000075rl("${url}")`,
    `url\\28 "${url}")`,
    `url/**/("${url}")`,
    `red/**/url("${url}")`,
    `/**/url("${url}")`,
    `/* url( */ "${url}"`,
    'red /*',
    '*/ red',
    `red; ${load}`,
    `red;${load};`,
    `red} p { ${load} }`,
    `red } @import "${url}";`,
    `red; } * { color: red`,
    `{ red; ${load} }`,
    `[red; ${load}]`,
    `(red; ${load})`,
    `{ } p { ${load} }`,
    `{ } ; ${load}`,
    `{}`,
    `[}]`,
    `@import "${url}"`,
    `@import url("${url}")`,
    `@font-face { src: url("${url}") }`,
    `@charset "x"`,
    '"red',
    "'red",
    'rgb(1 2 3',
    'calc(1px + (2px',
    '"a" "b',
    `"it's`,
    `'say "`,
    '(',
    ')',
    '"',
    "'",
    '"a\\',
    'red\\',
    'red\\ ',
    'red !important',
    'red ! important',
    '!ie',
    'initial',
    'inherit',
    'revert-layer',
    'unset',
    `</style><img src="${url}">`,
    `</style><script src="${url}"></script>`,
    '<!-- red -->',
    '--> red',
    '<!--',
    `"</style><img src='${url}'>"`,
    `"\\";} p { ${load} }"`,
    `"; ${load}; --x: "`,
    `'; ${load}; --x: '`,
    'var(--secret)',
    'var(--refport-accent)',
    'var(--x, red)',
    'env(safe-area-inset-top)',
    'attr(data-token)',
    'expression(alert(1))',
    'behavior(x)',
    '-moz-binding',
    'javascript:alert(1)',
    `data:text/css,p{}`,
    url,
    `"${url}"`,
    'a\u0000b',
    'a\nb',
    'a\r\fb',
    'a\u2028b',
    '\ufeffred',
    '\u202Ered',
    'x'.repeat(101),
    'x'.repeat(100_000),
    'calc('.repeat(1_000),
    '{'.repeat(500) + '}'.repeat(500),
    '$(x)',
    '`x`',
    '#{x}',
    '<%x%>',
  ];
  return [...loading, ...values];
}

/** What the portal was told when the radius had this value: a name for each step. */
async function lookAt(portal: Served, radius: string): Promise<Look> {
  for (let atLeast = 1; ;) {
    const notes = (await portal.notes(atLeast)) as Look[];
    const look = notes.find(({ about, vars }) => about === 'look' && vars['--radius'] === radius);
    if (look) return look;
    atLeast = notes.length + 1;
  }
}

describe('B13 · the variables of a page', function () {
  this.timeout(60_000);
  const { style } = document.documentElement;
  afterEach(() => document.documentElement.removeAttribute('style'));

  it('load nothing and stay in their declarations, whatever their values: on the page, and at a careless portal', async () => {
    // Once as a path, which has no character that would give it away, and once whole.
    const path = `/fixtures/${crypto.randomUUID()}`;
    const values = [...hostileValues(path), ...hostileValues(origins.evil + path)];
    expect(values).to.have.length.above(200);
    const portal = serve(origins.portal, '/fixtures/portal.html', {
      body: CARELESS_PORTAL,
      headers: { 'content-type': 'text/html' },
    });
    const shown = await embed({ portal });
    await shown.logged('ready');
    const failed = await embed({ endpoint: serveToken({ status: 403 }) });
    await failed.logged('error FORBIDDEN');
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);

    for (let start = 0; start < values.length; start += NAMES.length) {
      for (const [n, name] of NAMES.entries()) {
        style.removeProperty(`--refport-${name}`);
        style.setProperty(`--refport-${name}`, values[start + n] ?? '');
      }
      style.setProperty('--refport-display', 'none');
      style.setProperty('--refport-radius', `${start + 1}px`);
      const { vars, lost, rules, set, isAsBefore } = await lookAt(portal, `${start + 1}px`);
      const told = JSON.stringify(vars);
      expect(told).not.to.match(/\([^)]*fixtures/); // no function has the address
      expect(LISTED, told).to.include.members(Object.keys(vars));
      expect({ lost, rules, isAsBefore }, told).to.deep.equal({ lost: [], rules: 1, isAsBefore: true });
      expect(Object.keys(vars), told).to.have.members(set);
    }

    // The control: what does load something is heard of, and is all that was.
    const loading = document.body.appendChild(document.createElement('p'));
    loading.style.backgroundImage = `url("${path}")`;
    const requests = await fetch(`/__fixture/requests?id=${path}&atLeast=1`);
    expect(await requests.json()).to.have.length(1);
    loading.remove();
  });
});
