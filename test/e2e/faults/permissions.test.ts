/** What the portal in its frame may ask of the browser, and what the element itself asks: to copy a link, and nothing. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Page } from '../../support/browser/driver.js';
import { inEachEngine } from '../../support/browser/each-engine.js';
import { startSmallHost, type SmallHost } from '../../support/world/small-host.js';
import { embedTag } from '../../support/world/small-host-files.js';
import { portalIn, untilStatus } from '../../support/world/visit.js';

/** Whatever asks for a permission, or whether there is one, wrapped before anybody else's script runs. */
const LISTEN = `<script>
  asked = [];
  const wrap = (owner, names) => {
    for (const name of names) {
      const original = owner?.[name];
      if (typeof original !== 'function') continue;
      owner[name] = function (...values) {
        asked.push(name);
        return original.apply(this, values);
      };
    }
  };
  wrap(self.Permissions?.prototype, ['query', 'request']);
  wrap(self.Notification, ['requestPermission']);
  wrap(self.PushManager?.prototype, ['subscribe']);
  wrap(self.Geolocation?.prototype, ['getCurrentPosition', 'watchPosition']);
  wrap(self.MediaDevices?.prototype, ['getUserMedia', 'getDisplayMedia', 'enumerateDevices']);
  wrap(self.Clipboard?.prototype, ['read', 'readText', 'write', 'writeText']);
  wrap(self.StorageManager?.prototype, ['persist', 'getDirectory']);
  wrap(Document.prototype, ['requestStorageAccess', 'hasStorageAccess', 'execCommand']);
  wrap(Element.prototype, ['requestFullscreen', 'webkitRequestFullscreen', 'requestPointerLock']);
  wrap(self.Navigator?.prototype, ['requestMIDIAccess', 'share', 'vibrate', 'registerProtocolHandler']);
  wrap(self.CredentialsContainer?.prototype, ['get', 'create', 'store']);
  wrap(self.WakeLock?.prototype, ['request']);
  wrap(self.IdleDetector, ['requestPermission']);
</script>`;

inEachEngine('permissions', (browser) => {
  let host: SmallHost;
  before(async () => {
    host = await startSmallHost();
  });
  after(() => host.close());

  /** An embed, and beside it the same portal in a frame without an attribute. */
  const open = async (): Promise<Page> => {
    const portal = `${host.origins.portal}/portal`;
    const page = await browser().newPage();
    await page.open(
      host.page({
        scripts: LISTEN + host.scriptTag(),
        body: `${embedTag(portal)}<iframe id="bare" src="${portal}?bare"></iframe>`,
      }),
    );
    await untilStatus(page, 'ready');
    return page;
  };

  it('B23 · the element asks for none, from its start to its end', async () => {
    const page = await open();
    await page.evaluate(async () => {
      const embed = document.querySelector('refport-embed');
      await embed?.refresh();
      embed?.reload();
    });
    await untilStatus(page, 'ready');
    await page.evaluate(() => document.querySelector('refport-embed')?.remove());
    assert.deepEqual(await page.evaluate(() => Reflect.get(window, 'asked') as string[]), []);
    // The control: whoever asks is heard.
    await page.evaluate(
      () => void navigator.permissions.query({ name: 'geolocation' }).catch(() => undefined),
    );
    assert.deepEqual(await page.evaluate(() => Reflect.get(window, 'asked') as string[]), ['query']);
  });

  it('B23 · the frame is given clipboard-write, and no other permission by any attribute', async () => {
    const page = await open();
    const given = await page.evaluate(() => {
      const frame = document.querySelector('refport-embed')?.shadowRoot?.querySelector('iframe');
      return { allow: frame?.allow, fullscreen: frame?.allowFullscreen, autofocus: frame?.autofocus };
    });
    assert.deepEqual(given, { allow: 'clipboard-write', fullscreen: false, autofocus: false });
  });

  it('B23 · by the browser’s own list, it may do clipboard-write more than a frame without attributes', async (t) => {
    const page = await open();
    const [bare, embedded] = await page.evaluate(() => {
      const frames = [
        document.querySelector('#bare'),
        document.querySelector('refport-embed')?.shadowRoot?.querySelector('iframe'),
      ];
      return frames.map((frame) => {
        const policy =
          frame && (Reflect.get(frame, 'featurePolicy') as { allowedFeatures(): string[] } | undefined);
        return policy?.allowedFeatures() ?? null;
      });
    });
    if (!bare || !embedded) return t.skip('the engine tells no page what its permissions policy allows');
    assert.deepEqual(
      embedded.filter((feature) => !bare.includes(feature)),
      ['clipboard-write'],
    );
  });

  it('B23 · who asks in the portal is refused at once', async () => {
    const page = await open();
    const answers = await portalIn(page).evaluate(async () => {
      const place = new Promise<string>((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('given'),
          ({ code }) =>
            resolve(code === GeolocationPositionError.PERMISSION_DENIED ? 'refused' : `code ${code}`),
        );
      });
      return {
        place: await place,
        fullscreen: document.fullscreenEnabled ? 'given' : 'refused',
      };
    });
    assert.deepEqual(answers, { place: 'refused', fullscreen: 'refused' });
  });
});
