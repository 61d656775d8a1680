/** The command: what it takes, what it answers in words and in JSON, and how it exits. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { askHere, askProcess, diagnosisIn } from './ask-doctor.js';
import { CANARIES, COOKIE, FaultySite, KEY, TOKEN, type Faults } from './faulty-site.js';
import { serve } from './one-answer.js';
import { answers, body, header, redirect, replace, status } from './spoil.js';

const SIGNED_IN = { REFPORT_DOCTOR_COOKIE: COOKIE };

async function open(t: TestContext, faults: Faults = {}): Promise<FaultySite> {
  const site = new FaultySite(faults);
  await site.listen();
  t.after(() => site.close());
  return site;
}

const codesIn = (said: Parameters<typeof diagnosisIn>[0]): string[] =>
  diagnosisIn(said).findings.map(({ code }) => code);

test('a healthy page: one sentence, and 0', async (t) => {
  const site = await open(t);
  const said = await askProcess([`${site.origin('host')}/account`], SIGNED_IN);
  assert.deepEqual(said, { code: 0, out: 'Nothing wrong was found.\n', err: '' });
});

test('a finding reads like a compiler’s: code, what, where, why, how to mend it; and 1', async (t) => {
  const site = await open(t, { page: header('content-security-policy', "frame-src 'self'") });
  const page = `${site.origin('host')}/account`;
  const said = await askProcess([page], SIGNED_IN);
  assert.equal(said.code, 1);
  assert.equal(
    said.out,
    `error[CSP_FRAME]: The page’s policy forbids the portal.
  --> ${page}, line 6 of the page
  why:  frame-src 'self' does not allow ${site.origin('portal')}/embed/referrals.
  mend: Add the portal’s origin to frame-src.

1 error, 0 warnings. Codes: docs/doctor.md.
`,
  );
});

test('JSON has the same in fields', async (t) => {
  const site = await open(t, { token: answers({}) });
  const page = `${site.origin('host')}/account`;
  const said = await askProcess([page, '--json'], SIGNED_IN);
  assert.equal(said.code, 1);
  const { url, findings, unchecked } = diagnosisIn(said);
  assert.deepEqual([url, unchecked], [page, []]);
  assert.deepEqual(findings, [
    {
      code: 'ANSWER_EMPTY',
      severity: 'error',
      what: 'The token endpoint answers {}.',
      url: `${site.origin('host')}/api/embed-token`,
      line: 6,
      why:
        'The token endpoint answered {}. With the Refport SDK 0.4 `create()` returns {data, error}: ' +
        'answer `data.publicToken`; `token.publicToken` is undefined there and vanishes from the JSON.',
      mend: 'Answer data.publicToken of what the SDK returned, and its error when there is one.',
    },
  ]);
});

test('warnings alone break nothing: 0', async (t) => {
  const site = await open(t, { token: answers({ token: TOKEN }) });
  const said = await askHere([`${site.origin('host')}/account`], SIGNED_IN);
  assert.equal(said.code, 0);
  assert.match(said.out, /^warning\[EXPIRY_MISSING\]: [^]*\n0 errors, 1 warning\./);
});

test('wrong usage says what is wrong, and exits with 2', async () => {
  const wrong: [args: string[], sentence: RegExp, env?: Record<string, string>][] = [
    [[], /Name a page or a token endpoint/],
    [['https://a.example', 'https://b.example'], /one address at a time/],
    [['acme.example'], /no http\(s\) URL/],
    [['file:///etc/passwd'], /no http\(s\) URL/],
    [['https://user:canary-of-a-session@acme.example'], /user name or a password/],
    [['https://a.example', '--portal-url', 'javascript:0'], /--portal-url is no http\(s\) URL/],
    [['https://a.example', '--timeout', '0'], /--timeout takes/],
    [['https://a.example', '--jsn'], /Unknown option '--jsn'/],
    [
      ['https://a.example'],
      /The cookie has characters/,
      { REFPORT_DOCTOR_COOKIE: 'canary-of-a-session=1\r\nX: 1' },
    ],
  ];
  for (const [args, sentence, env] of wrong) {
    const said = await askProcess(args, env);
    assert.equal(said.code, 2, args.join(' '));
    assert.equal(said.out, '');
    assert.match(said.err, sentence);
    assert.doesNotMatch(said.err, /canary/);
  }
});

test('--help says what there is', async () => {
  const { code, out } = await askProcess(['--help']);
  assert.equal(code, 0);
  for (const option of ['--cookie', '--portal-url', '--timeout', '--json'])
    assert.ok(out.includes(option), option);
});

test('without a cookie it says what it could not look at', async (t) => {
  const site = await open(t, { token: answers({}) });
  const said = await askHere([`${site.origin('host')}/account`]);
  assert.equal(said.code, 0);
  assert.match(
    said.out,
    /^not checked: The token of .*\/api\/embed-token: .* Give a cookie\.\n\nNothing wrong was found\.\n$/,
  );
  assert.deepEqual([...site.cookieWentTo], []);
});

test('--cookie is the same as the variable', async (t) => {
  const site = await open(t, { token: answers({}) });
  const said = await askHere([`${site.origin('host')}/account`, '--json', '--cookie', COOKIE]);
  assert.deepEqual(codesIn(said), ['ANSWER_EMPTY']);
});

test('an endpoint by itself, with a portal that is named', async (t) => {
  const faults = {
    token: answers({ publicToken: TOKEN, expiresIn: 20 }),
    portal: header('content-security-policy', "frame-ancestors 'none'"),
  };
  const site = await open(t, faults);
  const portal = `${site.origin('portal')}/embed/referrals`;
  const said = await askHere(
    [`${site.origin('host')}/api/embed-token`, '--json', '--portal-url', portal],
    SIGNED_IN,
  );
  assert.deepEqual(codesIn(said), ['TOKEN_SHORT', 'FRAME_ANCESTORS']);
});

test('JSON of the wrong type is an endpoint’s all the same', async (t) => {
  const host = await serve(t, (_, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`{"publicToken": "${TOKEN}", "expiresIn": 60}`);
  });
  assert.deepEqual(codesIn(await askHere([host, '--json'])), ['ANSWER_SHAPE']);
});

test('a portal that wants a token is not judged by its refusal', async (t) => {
  const site = await open(t, { page: replace('token-delivery="channel"', ''), portal: status(403) });
  const { out } = await askHere([`${site.origin('host')}/account`], SIGNED_IN);
  assert.match(out, /^not checked: Who may frame .*\/embed\/referrals: .*\n\nNothing wrong was found\.\n$/);
});

test('a long sentence is printed whole', async (t) => {
  const hosts = Array.from({ length: 40 }, (_, i) => `https://a${i}.example`).join(' ');
  const site = await open(t, { page: header('content-security-policy', `frame-src ${hosts}`) });
  const { out } = await askHere([`${site.origin('host')}/account`], SIGNED_IN);
  assert.ok(out.includes(`frame-src ${hosts} does not allow`), out);
});

test('an endpoint that takes POST alone is asked by POST', async (t) => {
  const methods: string[] = [];
  const host = await serve(t, ({ method = '', headers }, response) => {
    methods.push(method);
    const isOwn = headers['sec-fetch-site'] !== 'cross-site';
    response.writeHead(method !== 'POST' ? 405 : isOwn ? 401 : 403, { allow: 'POST' }).end();
  });
  const said = await askHere([`${host}/token`, '--json']);
  assert.deepEqual(codesIn(said), []);
  assert.deepEqual(methods, ['GET', 'POST', 'POST']);
});

test('--portal-url is the portal of an embed that names none', async (t) => {
  const portalUrl = ' portal-url="{portal}/embed/referrals"';
  const site = await open(t, { page: replace(portalUrl, ''), portal: status(500) });
  const portal = `${site.origin('portal')}/embed/referrals`;
  const said = await askHere([`${site.origin('host')}/account`, '--json', '--portal-url', portal], SIGNED_IN);
  assert.deepEqual(codesIn(said), ['PORTAL_UNREACHABLE']);
});

test('the cookie does not go along with a redirect to another origin', async (t) => {
  const site = await open(t, { page: redirect('{elsewhere}/') });
  const host = site.origin('host');
  await askHere([`${host}/account`], SIGNED_IN);
  assert.deepEqual([...site.cookieWentTo], [new URL(host).host]);
});

test('no canary is printed, whatever echoes one', async (t) => {
  const echo = `${TOKEN} ${KEY} ${COOKIE}`;
  const site = await open(t, {
    page: body(`<refport-embed token="${TOKEN}" theme="${echo}" token-endpoint="/api/embed-token?${KEY}"
      portal-url="http://u:${KEY}@portal.example/?token=${TOKEN}"><a href="/api/portal#${TOKEN}">${echo}</a></refport-embed>`),
    token: (healthy) => ({
      ...healthy,
      status: 200,
      headers: { ...healthy.headers, 'cache-control': echo, 'set-cookie': `${KEY}=${TOKEN}; SameSite=None` },
    }),
    portal: header('x-frame-options', echo),
  });
  for (const format of [[], ['--json']]) {
    const said = await askHere([`${site.origin('host')}/account?token=${TOKEN}`, ...format], SIGNED_IN);
    assert.match(said.out, /ATTRIBUTE_VALUE/);
    assert.match(said.out, /ANSWER_CACHED/);
    for (const canary of CANARIES) assert.ok(!said.out.includes(canary), said.out);
  }
});

test('foreign text cannot steer the terminal', async (t) => {
  const site = await open(t, {
    page: replace('token-delivery', 'refresh="\u001B[2J\u202Eauto" token-delivery'),
  });
  const { out } = await askHere([`${site.origin('host')}/account`], SIGNED_IN);
  assert.match(out, /ATTRIBUTE_VALUE/);
  for (const steering of ['\u001B', '\u202E']) assert.ok(!out.includes(steering));
});
