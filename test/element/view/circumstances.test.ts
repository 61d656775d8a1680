/** Large type, narrow windows, keyboards, fingers, paper, and people who want nothing to move. */
import { expect } from '@open-wc/testing';
import { EmbedError } from '../../../src/element/index.js';
import { embed, says, type Embedded } from '../../support/page/embed.js';
import { comeToFront, pressShiftTab, pressTab } from '../../support/page/keyboard.js';
import { ON_PAPER, under, WITHOUT_MOTION } from '../../support/page/media.js';
import { stopClock } from '../../support/page/stopped-clock.js';
import { TokenDesk } from '../../support/page/token-desk.js';

const root = document.documentElement;
const rootOf = ({ element }: Embedded): ShadowRoot => element.shadowRoot as ShadowRoot;
const buttonOf = (embedded: Embedded): HTMLElement =>
  rootOf(embedded).querySelector('button') ?? expect.fail('There is no button.');

/** Words, button and link. */
async function failed(attributes: Record<string, string> = {}): Promise<Embedded> {
  const desk = new TokenDesk();
  desk.refuse(new EmbedError('UNAVAILABLE', 'Not now.', { retryAfterMs: 3_600_000 })); // the longest sentence
  const embedded = await embed({ attributes: { 'token-endpoint': '', ...attributes } });
  embedded.element.fetchToken = desk.fetchToken;
  await embedded.logged('error UNAVAILABLE');
  await says(embedded, /./);
  return embedded;
}

async function loading(): Promise<Embedded> {
  const embedded = await embed({ attributes: { 'token-endpoint': '' } });
  embedded.element.fetchToken = new TokenDesk().fetchToken;
  await says(embedded, /^Loading/);
  return embedded;
}

async function stillLoading(): Promise<Embedded> {
  const clock = stopClock();
  const embedded = await embed({ attributes: { 'token-endpoint': '' } });
  embedded.element.fetchToken = new TokenDesk().fetchToken;
  await embedded.logged('status loading');
  await clock.pass(4_000);
  await says(embedded, /^Still loading/);
  return embedded;
}

async function ready(): Promise<Embedded> {
  const desk = new TokenDesk();
  desk.give('pt_1');
  const embedded = await embed({ attributes: { 'token-endpoint': '' } });
  embedded.element.fetchToken = desk.fetchToken;
  await embedded.logged('ready');
  await embedded.element.updateComplete;
  return embedded;
}

afterEach(() => root.removeAttribute('style'));

before(comeToFront);

describe('words, button and link', () => {
  const circumstances: [
    what: string,
    page: Partial<CSSStyleDeclaration>,
    place: Partial<CSSStyleDeclaration>,
  ][] = [
    ['at twice the size', { fontSize: '200%' }, {}],
    ['on 320 pixels, as at 400 %', {}, { width: '320px' }],
    ['at twice the size on 320 pixels', { fontSize: '200%' }, { width: '320px' }],
    [
      'with the spacing that a reader may want (WCAG 1.4.12)',
      {},
      { width: '320px', lineHeight: '1.5', letterSpacing: '0.12em', wordSpacing: '0.16em' },
    ],
  ];
  for (const [what, page, place] of circumstances) {
    for (const locale of ['de', 'ar', 'ja']) {
      it(`${what}: each in its own place, and all of it inside (${locale})`, async () => {
        const embedded = await failed({ locale });
        const { element } = embedded;
        Object.assign(root.style, page);
        Object.assign((element.parentElement as HTMLElement).style, place);
        await new Promise(requestAnimationFrame); // WebKit comes to its final heights with the frame
        await new Promise(requestAnimationFrame);
        const host = element.getBoundingClientRect();
        const boxes = [
          rootOf(embedded).querySelector('[role=status] [lang]'),
          buttonOf(embedded),
          element.querySelector('a'),
        ].map((part) => (part as Element).getBoundingClientRect());
        for (const { left, right, top, bottom } of boxes) {
          expect([
            left >= host.left,
            right <= host.right,
            top >= host.top,
            bottom <= host.bottom,
          ]).to.deep.equal(Array(4).fill(true));
        }
        for (const [n, { bottom, right, left }] of boxes.entries()) {
          for (const next of boxes.slice(n + 1)) {
            const isApart = bottom <= next.top || right <= next.left || next.right <= left;
            expect(isApart, `box ${n} and the next`).to.equal(true);
          }
        }
        expect(element.scrollWidth, 'nothing sticks out').to.be.at.most(element.clientWidth);
      });
    }
  }
});

describe('the button', () => {
  it('is large enough to be hit, on a page whose rem is 10 pixels, too (WCAG 2.5.8)', async () => {
    const embedded = await failed({ locale: 'ja' });
    root.style.fontSize = '62.5%';
    const { width, height } = buttonOf(embedded).getBoundingClientRect();
    expect(Math.min(width, height)).to.be.at.least(24);
  });

  it('shows that it has the focus of the keyboard, and that it has not', async () => {
    const embedded = await failed();
    const button = buttonOf(embedded);
    const before = document.createElement('button');
    embedded.element.before(before);
    before.focus();
    expect(getComputedStyle(button).outlineStyle).to.equal('none');
    await pressTab();
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(button);
    expect(outlineStyle).not.to.equal('none');
    expect(Number.parseFloat(outlineWidth)).to.be.at.least(2);
    expect(outlineColor).not.to.match(/^rgba\(.*, 0\)$/);
    await pressShiftTab();
    expect(getComputedStyle(button).outlineStyle).to.equal('none');
  });
});

describe('whoever wants nothing to move', () => {
  for (const [what, reach] of Object.entries({ loading, stillLoading, failed, ready })) {
    it(`sees nothing move (${what})`, async () => {
      const embedded = await reach();
      const moving = under(WITHOUT_MOTION, rootOf(embedded), () =>
        [embedded.element, ...rootOf(embedded).querySelectorAll('*')].filter((part) => {
          const { animationName, transitionDuration } = getComputedStyle(part);
          // A transition of a millisecond is one that we listen to, of what is not seen.
          const lasts = transitionDuration.split(',').some((duration) => Number.parseFloat(duration) > 0.001);
          return animationName !== 'none' || lasts;
        }),
      );
      expect(moving.map(({ className }) => className)).to.deep.equal([]);
    });
  }
});

describe('on paper', () => {
  for (const [what, reach] of Object.entries({ loading, failed, ready })) {
    it(`there is the link, and nothing that is of no use there (${what})`, async () => {
      const embedded = await reach();
      const { element, linkVisible } = embedded;
      under(ON_PAPER, rootOf(embedded), () => {
        expect(linkVisible()).to.equal(true);
        const parts = rootOf(embedded).querySelectorAll('iframe, button, .skeleton, [role=status] [lang]');
        expect(Array.from(parts).filter((part) => part.checkVisibility())).to.have.length(0);
      });
      expect(linkVisible()).to.equal(element.status === 'failed');
    });
  }
});
