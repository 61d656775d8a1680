/** A portal on the real library, in a real cross-origin frame; this page plays the host, by hand. */
import { expect } from '@open-wc/testing';
import type { HostMessage } from '../../src/protocol/messages.js';
import { origins } from '../support/page/origins.js';
import { serve, type Served } from '../support/page/serve.js';
import { Host } from './hand-written-host.js';

let host: Host;

async function connected(portal?: Served): Promise<Host> {
  host = new Host(portal);
  const { doc } = await host.hello();
  host.init(doc);
  await host.hears('height');
  return host;
}

const withVisibility = (): Served => serve(origins.portal, '/fixtures/portal.html?notes=visible');

describe('a portal that connects to its host', () => {
  afterEach(() => host.leave());

  it('says hello, to whoever is there, and nothing that is secret', async () => {
    host = new Host();
    const hello = await host.hello();
    expect(Object.keys(hello).sort()).to.deep.equal(['doc', 'refport', 't', 'v']);
    expect(hello.v).to.deep.equal([1]);
    expect(hello.doc).to.match(/^[0-9a-f]{32}$/);
  });

  it('says it again, with the same document, until it is answered', async () => {
    host = new Host();
    const { doc } = await host.hello(3);
    expect(new Set(host.hellos.map((hello) => hello.doc))).to.deep.equal(new Set([doc]));
  });

  it('answers hi with hello at once', async () => {
    host = new Host();
    const { doc } = await host.hello(2);
    host.init(doc);
    await host.hears('height');
    const before = host.hellos.length;
    host.post({ refport: 1, t: 'hi' });
    expect((await host.hello(before + 1)).doc).to.equal(doc); // though it had stopped repeating itself
  });

  it('gets look, language and token, in this order', async () => {
    await connected();
    host.say({ t: 'token', n: 1, token: 'pt_1', expiresIn: 20 });
    await host.hears('ready');
    const notes = await host.portal.notes(3);
    expect(notes).to.have.deep.members([
      { about: 'locale', locale: 'en' },
      { about: 'theme', theme: 'light', vars: {} },
      { about: 'token', token: 'pt_1', n: 1, expiresInSeconds: 20 },
    ]);
  });

  it('hears of changes', async () => {
    await connected(withVisibility());
    host.say({ t: 'theme', theme: 'dark', vars: { '--accent': 'teal' } });
    host.say({ t: 'locale', locale: 'ar' });
    host.say({ t: 'visible', on: false });
    expect(await host.portal.notes(5)).to.include.deep.members([
      { about: 'theme', theme: 'dark', vars: { '--accent': 'teal' } },
      { about: 'locale', locale: 'ar' },
      { about: 'visible', on: false },
    ]);
  });

  it('goes on when its callbacks throw, and reports each exception as an uncaught one', async () => {
    await connected(serve(origins.portal, '/fixtures/portal.html?notes=visible&throws'));
    host.say({ t: 'visible', on: false });
    host.say({ t: 'token', n: 1, token: 'pt_1' });
    await host.hears('ready');
    const notes = await host.portal.notes(8);
    const errors = notes.filter(({ about }) => about === 'error').map(({ message }) => String(message));
    expect(notes.map(({ about }) => about)).to.include.members(['locale', 'theme', 'visible', 'token']);
    expect(errors.map((message) => /on[A-Z]\w+/.exec(message)?.[0])).to.have.members([
      'onLocale',
      'onTheme',
      'onVisible',
      'onToken',
    ]);
  });

  it('speaks of the last token only', async () => {
    await connected();
    host.order({ order: 'tokenExpired' }); // there was none yet: silence
    host.order({ order: 'note' });
    await host.portal.notes(3); // orders and the port are two ways: what comes next is not to overtake
    host.say({ t: 'token', n: 1, token: 'pt_1' });
    host.say({ t: 'token', n: 2, token: 'pt_2' });
    await host.hears('ready', 2);
    host.order({ order: 'tokenExpired' });
    expect(await host.hears('token:expired')).to.deep.equal({ t: 'token:expired', n: 2 });
    expect(host.heard.filter(({ t }) => t === 'token:expired')).to.have.length(1);
  });

  it('says what has happened in it', async () => {
    await connected();
    host.order({ order: 'signedOut' });
    host.order({ order: 'error', code: 'DOWN' });
    expect(await host.hears('signed-out')).to.deep.equal({ t: 'signed-out' });
    expect(await host.hears('error')).to.deep.equal({ t: 'error', code: 'DOWN' });
  });

  describe('reports its height', () => {
    const heights = (): number[] =>
      host.heard.flatMap((message) => (message.t === 'height' ? [message.px] : []));

    it('at the start, and when it grows or shrinks', async () => {
      await connected();
      expect(heights()).to.deep.equal([333]);
      host.order({ order: 'resize', px: 900 });
      await host.hears('height', 2);
      host.order({ order: 'resize', px: 50 }); // lower than the frame
      await host.hears('height', 3);
      expect(heights()).to.deep.equal([333, 900, 50]);
    });

    it('not when there is nothing to measure, and at once when there is', async () => {
      await connected(withVisibility());
      host.iframe.style.display = 'none';
      host.order({ order: 'resize', px: 700 });
      host.say({ t: 'visible', on: false });
      await host.portal.notes(3);
      host.iframe.style.display = 'block';
      host.say({ t: 'visible', on: true });
      await host.until(() => (heights().at(-1) === 700 ? true : undefined));
      expect(heights()).not.to.include(0);
    });
  });

  describe('measures what can be seen of its frame', () => {
    /** Asks until the answer is this one: the browser tells a frame of another process some moments later where it is. */
    async function sees(expected: { top: number; height: number }): Promise<void> {
      for (let n = 1; ; n++) {
        host.order({ order: 'measure' });
        const areas = (await host.portal.notes(2 + n)).filter(({ about }) => about === 'area'); // 2: look and language
        const area = areas.at(-1);
        if (n === 20) expect(area).to.include(expected);
        if (area?.['top'] === expected.top && area['height'] === expected.height) return;
      }
    }

    async function connectedWith(style: string): Promise<HTMLIFrameElement> {
      scrollTo(0, 0);
      await connected();
      host.iframe.style.cssText = `display: block; border: 0; ${style}`;
      return host.iframe;
    }

    it('while the page is scrolled', async () => {
      const iframe = await connectedWith('height: 3000px; margin-bottom: 100vh');
      const { top } = iframe.getBoundingClientRect();
      await sees({ top: 0, height: innerHeight - top });
      scrollTo(0, top + 1000);
      await sees({ top: 1000, height: innerHeight });
      scrollTo(0, top + 3000 - 200);
      await sees({ top: 2800, height: 200 });
    });

    it('also where its document does not reach', async () => {
      await connectedWith('height: 200px');
      host.order({ order: 'resize', px: 50 });
      await sees({ top: 0, height: 200 });
    });

    it('out of sight: nothing', async () => {
      await connectedWith('height: 200px; margin: 300vh 0');
      await sees({ top: 0, height: 0 });
    });
  });

  describe('keeps its door shut', () => {
    it('to an answer for another document', async () => {
      host = new Host();
      await host.hello();
      host.init('another document');
      const { doc } = await host.hello(2); // it goes on asking
      host.init(doc);
      await host.hears('height');
      host.say({ t: 'token', n: 1, token: 'pt_1' });
      await host.hears('ready');
    });

    it('to an origin that is not on its list', async () => {
      const elsewhere = serve(origins.portal, '/fixtures/portal.html');
      const url = new URL(elsewhere.url);
      url.searchParams.set('host', 'https://other.example');
      host = new Host({ ...elsewhere, url: url.href });
      const { doc } = await host.hello();
      host.init(doc);
      host.say({ t: 'token', n: 1, token: 'pt_1' });
      await host.hello(3); // it has heard us, and still waits for somebody else
      expect(host.heard).to.deep.equal([]);
      expect(await elsewhere.notes()).to.deep.equal([]);
    });

    it('to messages that make no sense', async () => {
      await connected();
      const nonsense: unknown[] = [
        null,
        1,
        'token',
        {},
        { t: 'token', n: 0, token: 'x' },
        { t: 'token', n: 1 },
      ];
      for (const message of nonsense) host.say(message as HostMessage);
      host.say({ t: 'token', n: 1, token: 'pt_1' });
      await host.hears('ready');
      expect((await host.portal.notes(3)).filter(({ about }) => about === 'token')).to.have.length(1);
    });
  });

  it('goes over to a host that connects anew, and tells it what it knows', async () => {
    await connected();
    host.say({ t: 'token', n: 1, token: 'pt_1' });
    await host.hears('ready');
    const { doc } = await host.hello();
    host.init(doc);
    await host.hears('ready', 2);
    await host.hears('height', 2);
  });

  it('can be greeted again after a goodbye', async () => {
    await connected();
    host.say({ t: 'bye' });
    const before = host.hellos.length;
    host.post({ refport: 1, t: 'hi' });
    const { doc } = await host.hello(before + 1);
    host.init(doc);
    await host.hears('height', 2);
  });

  it('is silent once it is closed', async () => {
    await connected();
    host.order({ order: 'close' });
    host.order({ order: 'signedOut' });
    host.post({ refport: 1, t: 'hi' });
    host.order({ order: 'note' }); // comes by another way: when it is there, all before it has been heard
    const before = [host.hellos.length, host.heard.length];
    expect((await host.portal.notes(3)).at(-1)).to.include({ about: 'ordered' });
    expect([host.hellos.length, host.heard.length]).to.deep.equal(before);
  });
});
