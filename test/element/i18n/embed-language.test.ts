/** The element in the language of its place: words, direction, the frame's title, and what the portal is told. */
import { expect } from '@open-wc/testing';
import { RefportEmbed } from '../../../src/element/index.js';
import { embed, says, type Embedded } from '../../support/page/embed.js';
import { serveToken } from '../../support/page/serve.js';

const placeOf = ({ element }: Embedded): HTMLElement => element.parentElement as HTMLElement;
const buttonOf = ({ element }: Embedded): HTMLElement => {
  const button = element.renderRoot.querySelector('button');
  if (!button) throw new Error('There is no button.');
  return button;
};
const localesIn = async ({ portal }: Embedded, atLeast: number): Promise<unknown[]> =>
  (await portal.notes(atLeast)).filter(({ about }) => about === 'locale').map(({ locale }) => locale);

/** It has failed, the partner has pressed the button, and the next attempt hangs. */
async function retrying(attributes: Record<string, string>): Promise<Embedded> {
  const embedded = await embed({
    endpoint: serveToken({ status: 401 }, { instead: 'hang' }),
    attributes,
  });
  await embedded.logged('error UNAUTHENTICATED');
  await says(embedded, /./);
  buttonOf(embedded).click();
  await embedded.logged('status loading', 2);
  await embedded.element.updateComplete;
  return embedded;
}

describe('<refport-embed> in the language of its place', () => {
  it('says it in words, and calls the frame by name', async () => {
    const embedded = await embed({ attributes: { lang: 'ja' }, endpoint: serveToken({ status: 403 }) });
    await says(embedded, /アクセス権がありません/);
    const spoken = embedded.element.renderRoot.querySelector('[role=status] [lang]');
    expect(spoken?.getAttribute('lang')).to.equal('ja');
    const frame = embedded.element.renderRoot.querySelector('iframe');
    expect(frame?.title).to.equal('紹介ポータル');
    expect(frame?.matches(':lang(ja)')).to.equal(true);
  });

  it('follows the page: words and button', async () => {
    const embedded = await embed({ endpoint: serveToken({ status: 401 }) });
    await says(embedded, /^You are signed out/);
    placeOf(embedded).lang = 'fr';
    await says(embedded, /^Votre session est fermée/);
    expect(buttonOf(embedded).textContent.trim()).to.equal('Réessayer');
    placeOf(embedded).removeAttribute('lang');
    await says(embedded, /^You are signed out/);
  });

  it('follows the page: the portal, and the name of its frame', async () => {
    const embedded = await embed();
    await embedded.logged('ready');
    const frame = embedded.frame();
    expect(frame.title).to.equal('Referral portal');
    const named = new Promise((resolve) =>
      new MutationObserver(resolve).observe(frame, { attributeFilter: ['title'] }),
    );
    placeOf(embedded).lang = 'pt-BR';
    expect(await localesIn(embedded, 4)).to.deep.equal(['en', 'pt-BR']); // and theme and token
    await named;
    expect(frame.title).to.equal('Portal de indicações');
  });

  it('follows the page when it is moved', async () => {
    const embedded = await embed({ endpoint: serveToken({ status: 403 }) });
    await says(embedded, /no access/);
    const place = placeOf(embedded).appendChild(document.createElement('div'));
    place.lang = 'nl';
    place.append(embedded.element);
    await says(embedded, /geen toegang/);
    place.lang = 'it'; // it has to listen to another place now
    await says(embedded, /non ha accesso/);
  });

  it('follows the page when it is moved by moveBefore', async function () {
    const embedded = await embed({ endpoint: serveToken({ status: 403 }) });
    await says(embedded, /no access/);
    const place = placeOf(embedded).appendChild(document.createElement('div')) as HTMLElement & {
      moveBefore?(node: Node, child: Node | null): void;
    };
    if (!place.moveBefore) return this.skip(); // WebKitGTK 2.50
    place.lang = 'es';
    place.moveBefore(embedded.element, null);
    await says(embedded, /no tiene acceso/);
  });

  it('explains in it what is wrong with the page, too, when nothing has been started', async () => {
    const embedded = await embed({ attributes: { 'portal-url': `${location.origin}/portal`, locale: 'de' } });
    await says(embedded, /kann hier nicht angezeigt werden/);
    embedded.element.setAttribute('locale', 'en');
    await says(embedded, /cannot be shown here/);
  });

  it('tells the portal about a language that it does not speak itself', async () => {
    const embedded = await embed({ attributes: { lang: 'zh' } });
    await embedded.logged('ready');
    expect(await localesIn(embedded, 3)).to.deep.equal(['zh']);
    expect(embedded.frame().title).to.equal('Referral portal');
  });

  it('has a portal even where the language is none', async () => {
    const embedded = await embed({ attributes: { locale: 'Deutsch, bitte', lang: 'de-'.repeat(20) } });
    await embedded.logged('ready');
    expect(await localesIn(embedded, 3)).to.deep.equal(['en']);
  });

  it('says at what time it goes on, when it has to wait', async () => {
    const answer = { status: 429, headers: { 'retry-after': '120' } };
    const embedded = await embed({ endpoint: serveToken(answer), attributes: { locale: 'de' } });
    await says(embedded, /^Zu viele Anfragen\. Wir versuchen es um \d\d:\d\d Uhr noch einmal\.$/);
  });
});

/** Which way the words are written, as they say themselves and as they come out. */
const wayOf = ({ element }: Embedded): string[] => {
  const spoken = element.renderRoot.querySelector('[role=status] [dir]') as HTMLElement;
  return [spoken.dir, getComputedStyle(spoken).direction];
};

describe('<refport-embed> from right to left', () => {
  it('in Arabic the words begin at the right, and the button is written from there', async () => {
    const embedded = await retrying({ locale: 'ar' });
    expect(getComputedStyle(buttonOf(embedded)).direction).to.equal('rtl');
    await says(embedded, /^جارٍ تحميل/);
    expect(wayOf(embedded)).to.deep.equal(['rtl', 'rtl']);
  });

  it('in English they begin at the left, on a Hebrew page too', async () => {
    const embedded = await retrying({ lang: 'he', dir: 'rtl' });
    expect(getComputedStyle(buttonOf(embedded)).direction).to.equal('ltr');
    expect(wayOf(embedded)).to.deep.equal(['ltr', 'ltr']);
  });

  it('the page’s own link goes the way of the page', async () => {
    const direction = ({ element }: Embedded): string =>
      getComputedStyle(element.querySelector('a') as Element).direction;
    expect(direction(await retrying({ locale: 'ar' }))).to.equal('ltr');
    expect(direction(await retrying({ lang: 'he', dir: 'rtl' }))).to.equal('rtl');
  });
});

describe('<refport-embed> with words of the page’s own', () => {
  it('says them in place of ours, from when they are set until they are taken back', async () => {
    const embedded = await embed({ endpoint: serveToken({ status: 401 }) });
    const { element } = embedded;
    await says(embedded, /^You are signed out/);
    element.strings = { signedOut: 'Log in to Acme first.', frameTitle: 'Acme referrals' };
    await says(embedded, /^Log in to Acme first\.$/);
    expect(buttonOf(embedded).textContent.trim()).to.equal('Try again');
    expect(element.renderRoot.querySelector('iframe')?.title).to.equal('Acme referrals');
    element.strings = undefined;
    await says(embedded, /^You are signed out/);
    expect(element.renderRoot.querySelector('iframe')?.title).to.equal('Referral portal');
  });

  it('takes those that were set before it was defined', async () => {
    const { element } = await embed();
    const early = document.createElement('refport-late') as RefportEmbed;
    const strings = { cannotBeShown: 'Not here.' };
    early.strings = strings;
    early.setAttribute('token-endpoint', '/token');
    early.setAttribute('portal-url', location.origin);
    element.parentElement?.append(early);
    class Late extends RefportEmbed {}
    Late.define('refport-late');
    await early.updateComplete;
    expect(early.strings).to.equal(strings);
    expect(early.renderRoot.querySelector<HTMLElement>('[role=status]')?.innerText.trim()).to.equal(
      'Not here.',
    );
  });
});
