/**
 * Who may not speak for the portal: every kind of sender a page can have, each with more than a thousand messages, among
 * them all the portal's own words. Nothing is accepted, no token is fetched, nothing is delivered.
 */
import { expect } from '@open-wc/testing';
import { embed, type Embedded } from '../../support/page/embed.js';
import { origins } from '../../support/page/origins.js';
import { hostilePayloads } from '../../support/page/payloads.js';
import { serve } from '../../support/page/serve.js';
import { stopClock } from '../../support/page/stopped-clock.js';
import { REPLAY } from '../../support/world/seed.js';

const PAYLOADS = hostilePayloads(1_000);

/** What is different on the page and on the servers when a message was accepted. */
async function snapshot({ element, endpoint, portal, log }: Embedded) {
  await element.updateComplete;
  return {
    log: [...log],
    status: element.status,
    height: element.getBoundingClientRect().height,
    requests: (await endpoint.requests()).length,
    loads: (await portal.requests()).length,
    told: (await portal.notes()).length,
    shadow: element.shadowRoot?.innerHTML,
    refused: { ...element.diagnostics },
  };
}

/** Sends all payloads by `post`, then one last word, and waits until that has come through. */
async function sendAll(post: (messages: unknown[]) => void): Promise<void> {
  const last = `last word ${crypto.randomUUID()}`;
  const heard = new Promise<void>((resolve) => {
    const listen = ({ data }: MessageEvent): void => {
      if (data !== last) return;
      removeEventListener('message', listen);
      resolve();
    };
    addEventListener('message', listen);
  });
  post([...PAYLOADS, last]);
  await heard;
}

function addFrame(src: string, attributes: Record<string, string> = {}): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value);
  frame.src = src;
  document.body.append(frame);
  return frame;
}

/** Lets an impostor in a frame speak, once it listens. */
async function speakFrom(
  origin: string,
  { path = '/fixtures/impostor.html', sandbox, to }: { path?: string; sandbox?: string; to?: 'top' } = {},
): Promise<HTMLIFrameElement> {
  const impostor = serve(origin, path);
  const frame = addFrame(impostor.url, sandbox === undefined ? {} : { sandbox });
  // A sandboxed page cannot note anything (its fetch has no origin); its load event is enough for a sibling.
  if (sandbox === undefined) await impostor.notes(1);
  else await new Promise((resolve) => frame.addEventListener('load', resolve));
  await sendAll((messages) => frame.contentWindow?.postMessage({ order: 'post', messages, to }, '*'));
  return frame;
}

for (const delivery of ['channel', 'url'] as const) {
  describe(`forged messages, ${delivery} dialect`, function () {
    this.timeout(60_000);
    let victim: Embedded;
    const frames: HTMLIFrameElement[] = [];

    beforeEach(async () => {
      victim = await embed({ delivery });
      await victim.logged('ready');
      await victim.logged(delivery === 'url' ? 'resize 444' : 'resize 333');
      if (delivery === 'channel') await victim.portal.notes(3);
    });
    afterEach(() => {
      for (const frame of frames.splice(0)) frame.remove();
    });

    const senders: [who: string, speak: () => Promise<unknown>][] = [
      [
        'the page itself',
        () => sendAll((messages) => messages.forEach((message) => window.postMessage(message, '*'))),
      ],
      ['a frame of the page’s own origin', async () => frames.push(await speakFrom(location.origin))],
      ['a frame of another origin', async () => frames.push(await speakFrom(origins.evil))],
      ['a frame of the portal’s own origin', async () => frames.push(await speakFrom(origins.portal))],
      [
        'a sandboxed frame, whose origin is null',
        async () => frames.push(await speakFrom(origins.cdn, { sandbox: 'allow-scripts' })),
      ],
      [
        'a frame inside a frame, of the portal’s origin',
        async () => {
          const inner = serve(origins.portal, '/fixtures/impostor.html');
          const outer = serve(origins.portal, '/fixtures/outer.html', {
            body: `<!doctype html><iframe src="${inner.url}"></iframe><script>
              onmessage = ({ data }) => data.order && frames[0].postMessage(data, '*');
            </script>`,
            headers: { 'content-type': 'text/html' },
          });
          const frame = addFrame(outer.url);
          frames.push(frame);
          await inner.notes(1);
          await sendAll((messages) =>
            frame.contentWindow?.postMessage({ order: 'post', messages, to: 'top' }, '*'),
          );
        },
      ],
      [
        'a window that the page has opened',
        async () => {
          const impostor = serve(origins.portal, '/fixtures/impostor.html');
          const popup = window.open(impostor.url, '_blank', 'popup');
          if (!popup) throw new Error('The browser has blocked the popup.');
          await impostor.notes(1);
          await sendAll((messages) => popup.postMessage({ order: 'post', messages, to: 'opener' }, '*'));
          popup.close();
        },
      ],
      [
        'a script of the page with events of its own making',
        async () => {
          const source = victim.frame().contentWindow;
          for (const data of PAYLOADS) {
            try {
              dispatchEvent(new MessageEvent('message', { data, source, origin: origins.portal }));
            } catch {
              // Firefox does not even let it name another origin's window
            }
          }
        },
      ],
    ];
    for (const [who, speak] of senders) {
      it(`${who} is not heard`, async () => {
        const before = await snapshot(victim);
        await speak();
        expect(await snapshot(victim), REPLAY).to.deep.equal(before);
      });
    }

    it('the frame, once it shows another site, is not heard, and is told nothing', async () => {
      const impostor = serve(origins.evil, '/fixtures/impostor.html');
      const before = await snapshot(victim);
      const frame = victim.frame();
      frame.contentWindow?.location.replace(impostor.url); // as a hacked portal would
      await impostor.notes(1);
      await sendAll((messages) =>
        frame.contentWindow?.postMessage({ order: 'post', messages: messages.slice(-300) }, '*'),
      );
      const after = await snapshot(victim);
      expect(after.refused.origin).to.equal(300);
      expect({ ...after, refused: before.refused }, REPLAY).to.deep.equal(before);
      void victim.element.refresh(); // even when a fresh token is on its way
      await victim.endpoint.requests(2);
      await victim.logged('token', 2);
      const said = (await impostor.notes()).filter(({ about }) => about === 'heard');
      expect(said, REPLAY).to.deep.equal([]);
    });
  });
}

describe('a portal that redirects to another site', () => {
  it('is not heard, is told nothing, and costs the partner nothing but the wait', async () => {
    const clock = stopClock();
    const impostor = serve(origins.evil, '/fixtures/impostor.html');
    const portal = serve(origins.portal, '/fixtures/portal.html', { redirect: impostor.url });
    const victim = await embed({ portal, attributes: { 'token-endpoint': '' } });
    victim.element.fetchToken = () => Promise.resolve('pt_1');
    await impostor.notes(1);
    const window = victim.frame().contentWindow;
    await sendAll((messages) => window?.postMessage({ order: 'post', messages: messages.slice(-300) }, '*'));
    expect(victim.log, REPLAY).to.deep.equal(['status loading']);
    await clock.pass(10_000);
    await victim.logged('error PORTAL_UNREACHABLE');
    expect((await impostor.notes()).filter(({ about }) => about === 'heard')).to.deep.equal([]);
    expect(victim.linkVisible()).to.equal(true);
  });
});
