/** `npx refport-embed issuer`, as the process it is. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { refportTokenSchema } from '../../src/protocol/schemas.js';
import { textAt } from './acme.js';

const CLI = fileURLToPath(new URL('../../dist/cli/cli.js', import.meta.url));

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'refport-cli-'));
  t.after(() => rm(path, { recursive: true }));
  return path;
}

const CREATE_ACME =
  'issuer programs create --name Acme --reward 20% --subdomain acme --landing-url https://acme.example/';

/** An issuer that does not end when it is told to would keep its test waiting for ever. */
const TIMEOUT = { timeout: 60_000 };

/** Runs a command to its end. */
async function run(cwd: string, command: string) {
  const child = spawn(process.execPath, [CLI, ...command.split(' ')], { cwd });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
  const [code] = await once(child, 'close');
  return {
    code,
    out,
    err,
    json: () =>
      out
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
  };
}

/** Starts the issuer and waits until it listens. */
async function serve(t: TestContext, cwd: string) {
  const child = spawn(process.execPath, [CLI, 'issuer', '--port', '0'], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const lines: string[] = [];
  const output = createInterface(child.stdout);
  const [first] = await once(output, 'line');
  output.on('line', (line) => lines.push(line));
  return { child, lines, url: textAt(JSON.parse(first), 'url'), exited: once(child, 'exit') };
}

test('from nothing to a token: create a programme and a key, start, ask', TIMEOUT, async (t) => {
  const cwd = await folder(t);
  const created = await run(cwd, CREATE_ACME);
  assert.equal(created.code, 0, created.err);
  const listed = await run(cwd, 'issuer programmes list');
  assert.equal(textAt(listed.json()[0], 'id'), textAt(created.json()[0], 'id'));
  const { key, id } = Object(await run(cwd, 'issuer keys create').then(({ json }) => json()[0]));

  const { child, lines, url, exited } = await serve(t, cwd);
  const ask = () =>
    fetch(`${url}/api/embed/token`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}` },
      body: JSON.stringify({ partner: { email: 'alice@example.com' } }),
    });
  const answer = await ask();
  assert.equal(answer.status, 200);
  const { publicToken } = refportTokenSchema.parse(await answer.json());

  // The other commands work beside the running issuer, and it obeys at once.
  const [alice] = (await run(cwd, 'issuer affiliates list')).json();
  const aliceId = textAt(alice, 'id');
  const link = await fetch(`${url}/v1/affiliates/${aliceId}/portal-token`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}` },
  });
  const portalUrl = textAt(await link.json(), 'data', 'portalUrl');
  assert.equal(
    new URL(portalUrl).origin,
    url.replace('//', '//acme.'),
    'the base domain has the port that was found',
  );
  assert.equal((await run(cwd, `issuer affiliates set-status ${aliceId} BANNED`)).code, 0);
  assert.equal((await ask()).status, 403);
  assert.equal((await run(cwd, `issuer keys revoke ${id}`)).code, 0);
  assert.equal((await ask()).status, 401);

  child.kill('SIGTERM');
  assert.deepEqual(await exited, [0, null]);
  const logged = lines.map(
    (line) => `${textAt(JSON.parse(line), 'route')} ${String(Object(JSON.parse(line)).status)}`,
  );
  assert.deepEqual(logged, [
    '/api/embed/token 200',
    '/v1/affiliates/:id/portal-token 200',
    '/api/embed/token 403',
    '/api/embed/token 401',
  ]);
  const log = lines.join('\n');
  for (const secret of [key, publicToken, portalUrl, 'alice@example.com']) assert.ok(!log.includes(secret));
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} lets a request under way finish`, TIMEOUT, async (t) => {
    const cwd = await folder(t);
    await run(cwd, CREATE_ACME);
    const key = textAt((await run(cwd, 'issuer keys create')).json()[0], 'key');
    const { child, url, exited } = await serve(t, cwd);
    const request = httpRequest(`${url}/api/embed/token`, {
      method: 'POST',
      headers: { Expect: '100-continue', Authorization: `Bearer ${key}` },
    });
    const answered = once(request, 'response');
    request.flushHeaders();
    await once(request, 'continue'); // the issuer has the head of the request, and waits for its body
    child.kill(signal);
    await refused(url, t.signal);
    request.end(JSON.stringify({ partner: { email: 'alice@example.com' } }));
    const [response]: IncomingMessage[] = await answered;
    assert.equal(response?.statusCode, 200);
    response?.resume();
    assert.deepEqual(await exited, [0, null]);
  });
}

/** Knocks until nobody listens any more. */
async function refused(url: string, signal: AbortSignal): Promise<void> {
  const knock = () => fetch(`${url}/healthz`, { signal, headers: { Connection: 'close' } });
  const isOpen = () =>
    knock().then(
      (answer) => answer.text().then(() => true),
      () => false,
    );
  while (await isOpen());
}

test('a request too large is refused on the wire, too, and the next one is answered', async (t) => {
  const { url } = await serve(t, await folder(t));
  const answer = await fetch(`${url}/api/embed/token`, { method: 'POST', body: 'x'.repeat(5_000_000) });
  assert.equal(answer.status, 401);
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
});

test('wrong usage says what is wrong and where help is', async (t) => {
  const cwd = await folder(t);
  const wrong: [command: string, says: RegExp][] = [
    ['isuer', /no command "isuer"/],
    ['issuer --prot 1', /--prot/],
    ['issuer --port http', /--port takes a whole number/],
    ['issuer --port 65536', /--port takes a whole number/],
    ['issuer keys', /no command "issuer keys/],
    ['issuer keys make', /no command "issuer keys make"/],
    ['issuer keys create', /no programme yet/],
    ['issuer keys create --programme x --scope all', /--scope is one of read:affiliates, write:affiliates/],
    ['issuer keys create --programme x --embed-token-seconds 1801', /from 1 to 1800/],
    ['issuer keys revoke', /Missing: key id/],
    ['issuer programmes create', /Missing: --name/],
    ['issuer affiliates set-status aff_1 GONE', /one of ACTIVE, PENDING, BANNED/],
  ];
  for (const [command, says] of wrong) {
    const { code, err, out } = await run(cwd, command);
    assert.deepEqual([code, out], [2, ''], command);
    assert.match(err, says);
    assert.match(err, /--help/);
    assert.ok(!err.includes('    at '), 'no stack');
  }
});

test('what cannot be done says so', async (t) => {
  const cwd = await folder(t);
  const server = createServer().listen(0);
  t.after(() => server.close());
  await once(server, 'listening');
  const port = String(Object(server.address()).port);
  const impossible: [command: string, says: RegExp][] = [
    [`issuer --port ${port}`, new RegExp(`Cannot listen on port ${port}`)],
    [`issuer --port 0 --database ${join(cwd, 'none', 'x.sqlite')}`, /Cannot open the database/],
    ['issuer keys create --programme prg_1', /no programme with the id "prg_1"/],
    ['issuer keys revoke key_1', /no key with the id "key_1"/],
    ['issuer affiliates set-status aff_1 BANNED', /no partner with the id "aff_1"/],
    [
      'issuer programmes create --name A --reward B --subdomain A.b --landing-url x',
      /landingUrl: .*subdomain: Must be one label/,
    ],
  ];
  for (const [command, says] of impossible) {
    const { code, err } = await run(cwd, command);
    assert.equal(code, 1, err);
    assert.match(err, says);
    assert.ok(!err.includes('    at '), 'no stack');
  }
});

test('--help shows every command', async (t) => {
  const cwd = await folder(t);
  for (const command of ['--help', 'help', 'issuer --help', 'issuer keys create -h']) {
    const { code, out } = await run(cwd, command);
    assert.equal(code, 0);
    for (const shown of ['programmes create', 'keys revoke', 'affiliates set-status', '--port']) {
      assert.ok(out.includes(shown), shown);
    }
  }
});
