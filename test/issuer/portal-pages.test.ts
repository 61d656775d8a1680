/** The portal pages, as a browser gets them: the frame's shell and its content, and what every page has in common. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { addProgramme, askForEmbedToken, at, bearer, openAcme, openPortal, send, textAt } from './acme.js';
import type { IssuerOptions } from 'refport-embed/issuer';

const NOON = Date.parse('2030-01-01T12:00:00Z');

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors ";

/** Acme, and a way to get an embed token for a partner of theirs. */
async function acmeWithTokens(t: TestContext, options: IssuerOptions = {}) {
  const acme = await openAcme(t, options);
  return {
    ...acme,
    embedToken: async (body: object): Promise<string> =>
      textAt((await askForEmbedToken(acme.issuer, acme.key, body)).body, 'publicToken'),
  };
}

const SHELL = 'public, max-age=300';

const routes: { path: string; status: number; type?: string; says?: RegExp; cache?: string }[] = [
  { path: '/embed/referrals', status: 200, says: /-origins="https:\/\/acme\.example"/, cache: SHELL },
  { path: '/embed/referrals?e=2', status: 200, cache: SHELL },
  { path: '/embed/referrals?e=2&token=pt_x', status: 200 },
  { path: '/embed/referrals?token=pt_x&theme=dark', status: 200 },
  { path: '/embed/referrals/content', status: 401, type: 'application/json' },
  { path: '/portal', status: 401, says: /one step away/ },
  { path: '/auth/token', status: 410, says: /This link has expired or was already used/ },
  { path: '/auth/token?token=nonsense', status: 410, says: /Go to acme\.example/ },
  { path: `/auth/token?token=${'x'.repeat(10_000)}`, status: 410 },
  { path: '/auth/switch', status: 410 },
  { path: '/auth/signed-out', status: 200, says: /You are signed out/ },
  { path: '/', status: 303, type: 'text/plain' },
];

for (const { path, status, type = 'text/html', says = /(?:)/, cache = 'no-store' } of routes) {
  test(`GET ${path.slice(0, 40)} answers ${status}`, async (t) => {
    const { issuer } = await openAcme(t);
    const answer = await send(issuer, path);
    assert.equal(answer.status, status);
    assert.match(answer.headers.get('Content-Type') ?? 'text/plain', new RegExp(`^${type}`));
    assert.equal(answer.headers.get('Cache-Control'), cache);
    assert.equal(answer.headers.get('X-Content-Type-Options'), 'nosniff');
    assert.match(String(answer.body), says);
  });
}

test('only the sites that the programme has registered may frame the shell, and nobody may frame the rest', async (t) => {
  const { issuer } = await openAcme(t);
  const shell = await send(issuer, '/embed/referrals');
  assert.equal(shell.headers.get('Content-Security-Policy'), `${POLICY}https://acme.example`);
  assert.equal(shell.headers.get('Referrer-Policy'), 'no-referrer');
  assert.equal(shell.headers.get('Cross-Origin-Resource-Policy'), 'cross-origin');
  assert.equal(shell.headers.get('Cross-Origin-Embedder-Policy'), 'require-corp');
  assert.equal(shell.headers.get('X-Frame-Options'), null);

  for (const path of ['/portal', '/auth/token?token=x', '/auth/switch', '/auth/signed-out']) {
    const page = await send(issuer, path);
    assert.equal(page.headers.get('Content-Security-Policy'), `${POLICY}'none'`, path);
    assert.equal(page.headers.get('X-Frame-Options'), 'DENY', path);
  }
});

test('a programme that has registered no site can be framed by none', async (t) => {
  const { issuer } = await openAcme(t);
  await issuer.programmes.create({
    name: 'Lonely',
    reward: 'Nothing yet',
    landingUrl: 'https://lonely.example',
    subdomain: 'lonely',
    embedOrigins: [],
  });
  const shell = await issuer.fetch(new Request('http://lonely.localhost/embed/referrals'));
  assert.equal(shell.headers.get('Content-Security-Policy'), `${POLICY}'none'`);
});

test('the shell is the same for everybody: no partner, no token', async (t) => {
  const { issuer, embedToken } = await acmeWithTokens(t);
  const token = await embedToken({ partner: { email: 'alice@example.com', name: 'Alice' } });
  const plain = await send(issuer, '/embed/referrals');
  const withToken = await send(issuer, `/embed/referrals?token=${token}`, bearer(token));
  assert.equal(withToken.body, plain.body);
});

test('the content is the partner’s, and says for how long its token is good', async (t) => {
  let now = NOON;
  const { issuer, embedToken } = await acmeWithTokens(t, { now: () => now });
  const token = await embedToken({
    tenantId: 'org_001',
    partner: { email: 'alice@example.com', name: 'Alice' },
  });

  now += 60_500;
  const { status, headers, body } = await openPortal(issuer, token);
  assert.equal(status, 200);
  assert.equal(headers.get('Token-Expires-In'), '1740');
  assert.equal(headers.get('Cache-Control'), 'no-store');
  assert.equal(field(body, 'name'), 'Alice');
  assert.equal(field(body, 'email'), 'alice@example.com');
  assert.equal(field(body, 'tenant'), 'org_001');
  assert.equal(field(body, 'programme'), 'The acme programme');
  assert.equal(field(body, 'reward'), '20 % of the first year');
  assert.match(field(body, 'referral-link'), /^https:\/\/acme\.example\/welcome\?via=[a-z0-9-]{3,32}$/);
  assert.match(String(body), /href="mailto:\?subject=[^"]+&amp;body=[^"]+via%3D/);

  now += 1000;
  assert.equal(
    (await openPortal(issuer, token)).body,
    body,
    'equal content is equal text, whatever the time',
  );
});

test('a partner without a name or an organisation is shown without empty rows', async (t) => {
  const { issuer, embedToken } = await acmeWithTokens(t);
  const { body } = await openPortal(issuer, await embedToken({ partner: { email: 'bob@example.com' } }));
  assert.equal(field(body, 'email'), 'bob@example.com');
  assert.doesNotMatch(String(body), /data-field="(name|tenant)"|<dt>(Name|Organisation)/);
});

test('the referral link keeps what the landing page asks for, and replaces a `via` of its own', async (t) => {
  const { issuer } = await openAcme(t);
  const { id: programmeId } = await issuer.programmes.create({
    name: 'Beta',
    reward: 'A month free.',
    landingUrl: 'https://beta.example/?utm=partners&via=nobody#start',
    subdomain: 'beta',
    embedOrigins: [],
  });
  const { key } = await issuer.keys.create({ programmeId, scopes: [] });
  const answer = await askForEmbedToken(issuer, key, {
    partner: { email: 'alice@example.com', name: 'Alice' },
  });
  const content = await issuer.fetch(
    new Request('http://beta.localhost/embed/referrals/content', bearer(textAt(answer.body, 'publicToken'))),
  );
  const html = await content.text();
  const link = new URL(field(html, 'referral-link').replaceAll('&amp;', '&'));
  assert.deepEqual([link.searchParams.get('utm'), link.hash], ['partners', '#start']);
  assert.match(link.searchParams.getAll('via').join(), /^alice-[a-z0-9]+$/);
  assert.match(html, /Your reward: <bdi>A month free\.<\/bdi>/);
});

test('a hostile name, address or organisation is text and nothing else', async (t) => {
  const { issuer, embedToken } = await acmeWithTokens(t);
  const evil = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&lt;`;
  const token = await embedToken({
    tenantId: `org${evil}`,
    partner: { email: `"'><svg/onload=alert(3)>@example.com`, name: `Mallory ${evil}` },
  });
  const html = String((await openPortal(issuer, token)).body);
  assert.doesNotMatch(html, /<script|<img|<svg\/|onerror='/i);
  assert.match(html, /Mallory &quot;&gt;&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
  assert.match(html, /&lt;svg\/onload=alert\(3\)&gt;@example\.com/);
  assert.match(html, /&amp;lt;/, 'what looks escaped already is escaped again');
});

test('a token that is not good is refused with a code that says what to do', async (t) => {
  let now = NOON;
  const { issuer, programme, embedToken } = await acmeWithTokens(t, { now: () => now });
  const other = await addProgramme(issuer, 'other');
  const ofOther = await askForEmbedToken(issuer, other.key, { partner: { email: 'alice@example.com' } });
  const alice = await embedToken({ partner: { email: 'alice@example.com' } });
  const bob = await embedToken({ partner: { email: 'bob@example.com' } });
  const { id } = await issuer.partners.create({ programmeId: programme.id, email: 'bob@example.com' });
  await issuer.partners.setStatus(id, 'BANNED');

  const refusal = async (headers: Record<string, string>): Promise<unknown[]> => {
    const answer = await send(issuer, '/embed/referrals/content', { headers });
    assert.equal(answer.headers.get('Cache-Control'), 'no-store');
    return [answer.status, at(answer.body, 'error', 'code')];
  };
  assert.deepEqual(await refusal({}), [401, 'UNAUTHORIZED']);
  assert.deepEqual(await refusal({ Authorization: 'Basic YTpi' }), [401, 'UNAUTHORIZED']);
  assert.deepEqual(await refusal({ Authorization: 'Bearer ' }), [401, 'UNAUTHORIZED']);
  assert.deepEqual(await refusal({ Authorization: 'Bearer pt_nonsense' }), [401, 'UNAUTHORIZED']);
  assert.deepEqual(
    await refusal({ Authorization: `Bearer ${textAt(ofOther.body, 'publicToken')}` }),
    [401, 'UNAUTHORIZED'],
    'a token of another programme',
  );
  assert.deepEqual(await refusal({ Authorization: `Bearer ${bob}` }), [403, 'AFFILIATE_NOT_ACTIVE']);
  now += 30 * 60_000;
  assert.deepEqual(await refusal({ Authorization: `Bearer ${alice}` }), [401, 'TOKEN_EXPIRED']);
});

test('an address of no programme has a page that says so, whatever is asked for there', async (t) => {
  const { issuer, embedToken } = await acmeWithTokens(t);
  const token = await embedToken({ partner: { email: 'alice@example.com' } });
  const paths = ['/', '/embed/referrals', '/embed/referrals/content', '/portal', '/auth/token?token=x'];
  for (const path of paths) {
    const answer = await issuer.fetch(new Request(`http://nobody.localhost${path}`, bearer(token)));
    assert.equal(answer.status, 404, path);
    assert.equal(answer.headers.get('Cache-Control'), 'no-store', path);
    assert.match(await answer.text(), /There is no portal at this address/, path);
    assert.equal(answer.headers.get('Content-Security-Policy'), `${POLICY}'none'`, path);
  }
});

test('script and style sheet may be kept for ever under the URL of their version, and are asked for again under any other', async (t) => {
  const { issuer } = await openAcme(t);
  const shell = String((await send(issuer, '/embed/referrals')).body);
  const urls = [...shell.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, url = '']) => url);
  assert.deepEqual(
    urls.map((url) => url.replace(/\?v=[\w-]{12}$/, '')),
    ['/assets/portal-page.css', '/assets/portal-page.js'],
  );
  for (const url of urls) {
    const current = await send(issuer, url);
    assert.equal(current.status, 200);
    assert.match(
      String(current.headers.get('Content-Type')),
      url.includes('.css') ? /^text\/css/ : /^text\/javascript/,
    );
    assert.equal(current.headers.get('Cache-Control'), 'public, max-age=31536000, immutable');
    const old = await send(issuer, url.replace(/v=.*/, 'v=0'));
    assert.deepEqual([old.status, old.headers.get('Cache-Control')], [200, 'no-cache']);
  }
  assert.equal((await send(issuer, '/assets/index.js')).status, 404);
});

test('no size depends on the height of the frame, which depends on the content: the two would drive each other', async (t) => {
  const { issuer } = await openAcme(t);
  const css = String((await send(issuer, '/assets/portal-page.css')).body);
  assert.match(css, /\d(rem|vi)\b/, 'this is a style sheet');
  assert.doesNotMatch(css, /\d[dsl]?(vh|vb|vmin|vmax)\b/);
});

test('no page has a script, a style or a handler of its own: the policy would block it', async (t) => {
  const { issuer, embedToken } = await acmeWithTokens(t);
  const content = await openPortal(issuer, await embedToken({ partner: { email: 'alice@example.com' } }));
  const paths = ['/embed/referrals', '/portal', '/auth/token', '/auth/signed-out'];
  const pages = await Promise.all(paths.map(async (path) => (await send(issuer, path)).body));
  for (const html of [content.body, ...pages].map(String)) {
    assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=|<script(?![^>]* src=)/);
  }
});

/** The text of the element that shows a field, as it stands in the HTML. */
function field(html: unknown, name: string): string {
  const text = new RegExp(`data-field="${name}"[^>]*>([^<]*)<`).exec(String(html))?.[1];
  if (text === undefined) throw new Error(`No field "${name}" in ${String(html)}`);
  return text;
}
