/** The doctor at the demo, with the real issuer and the real kit: nothing is wrong, until a knob is turned. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startDemo, type Demo } from '../../demo/demo.js';
import { askHere, diagnosisIn } from './ask-doctor.js';

describe('the doctor at the demo', () => {
  let demo: Demo;
  let cookie: string;

  before(async () => {
    demo = await startDemo();
    const answer = await fetch(`${demo.origins.host}/sign-in`, {
      method: 'POST',
      body: new URLSearchParams({ user: 'alice' }),
      redirect: 'manual',
    });
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  });
  after(() => demo.close());

  const ask = async (path: string, ...args: string[]): Promise<string[]> => {
    const said = await askHere([demo.origins.host + path, '--json', ...args], {
      REFPORT_DOCTOR_COOKIE: cookie,
    });
    const { findings, unchecked } = diagnosisIn(said);
    assert.deepEqual(unchecked, []);
    return findings.map(({ code }) => code);
  };

  for (const path of ['/', '/?csp=strict', '/?delivery=url', '/?cache=kept']) {
    it(`finds nothing at ${path}`, async () => assert.deepEqual(await ask(path), []));
  }

  it('finds nothing at the token endpoint, whose kit refuses other sites and strangers', async () => {
    const portal = `${demo.origins.portal}/embed/referrals`;
    assert.deepEqual(await ask('/api/embed-token', '--portal-url', portal), []);
  });

  it('finds what a knob breaks', async () => {
    assert.deepEqual(await ask('/?portal=blocked'), ['FRAME_ANCESTORS']);
    assert.deepEqual(await ask('/?token=html'), ['SIGNED_OUT_STATUS', 'ANSWER_SHAPE']);
  });
});
