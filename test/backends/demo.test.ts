/** The demo's own routes, `demo/host-routes.ts`, behind its knobs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDemo } from '../../demo/demo.js';
import { ask } from './ask.js';

const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' };

test('the routes are built once: they count how often a user asks, and send a click to the portal', async (t) => {
  const { origins, close } = await startDemo();
  t.after(close);
  const host = origins.host.replace('localhost', '127.0.0.1');
  const signIn = async (user: string) => {
    const { headers } = await ask(`${host}/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `user=${user}`,
    });
    return { cookie: headers['set-cookie']?.[0]?.split(';')[0] ?? '' };
  };
  const [alice, bob] = [await signIn('alice'), await signIn('bob')];
  const statusFor = async (cookie: object, query = '') =>
    (await ask(`${host}/api/embed-token${query}`, { headers: { ...SAME_ORIGIN, ...cookie } })).status;

  let granted = 0;
  let statuses = [0];
  // 300 at once, and five more with each second that this takes.
  for (; granted < 500 && !statuses.includes(429); granted += statuses.filter((is) => is === 200).length) {
    statuses = await Promise.all(Array.from({ length: 20 }, () => statusFor(alice)));
  }
  assert.ok(granted >= 300 && statuses.includes(429), `${granted} granted, then ${statuses.join()}`);
  assert.equal(await statusFor(bob), 200);
  // Tokens of another life come from another key, with routes of its own.
  assert.equal(await statusFor(alice, '?ttl=60'), 200);
  assert.equal(await statusFor(alice, '?ttl=60&token=403'), 403);

  const click = { ...SAME_ORIGIN, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  const { status, headers } = await ask(`${host}/api/portal`, { headers: { ...click, ...alice } });
  assert.equal(status, 303);
  assert.ok(headers.location?.startsWith(`${origins.portal}/auth/token?token=`), headers.location);
});
