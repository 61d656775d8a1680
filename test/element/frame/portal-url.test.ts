/** Every URL that a CMS editor, an attacker or a typing error may put into `portal-url`. */
import { expect } from '@open-wc/testing';
import { portalUrlProblem } from '../../../src/element/frame/address.js';
import { fc } from '../../support/world/seed.js';

const PAGE = 'https://www.example.com';

describe('the URL of a portal', () => {
  const good = [
    'https://app.refport.co/embed/referrals',
    'https://portal.example:8443/x?y=1#z',
    'https://example.com/', // another origin than www.example.com
    'https://www.example.com:444/',
    'HTTPS://PORTAL.EXAMPLE/',
    'http://localhost:3000/portal',
    'http://portal.localhost:3000/portal',
    'http://127.0.0.1:3000/',
    'http://127.1.2.3/',
    'http://[::1]:3000/',
    'https://xn--bcher-kva.example/',
    'https://bücher.example/',
    'https:\\\\portal.example\\x', // the URL parser reads backslashes as slashes
    ' https://portal.example/ ',
    'https://portal.example/javascript:alert(1)',
    'https://portal.example/?next=javascript:alert(1)',
    'https://portal.example/#@www.example.com',
    'https://portal.example/@www.example.com',
    'https://portal.example.',
    'https://portal.example:443',
    'https:portal.example/x', // a special scheme without slashes is still absolute
    'https:///portal.example/',
    'ht\ntps://portal.example/', // line breaks inside are dropped
    'https://\tportal.example/',
    'https://www.example.com.evil.example/', // another site, which is all that the sandbox needs
    'https://wwww.example.com/',
    'https://[2001:db8::1]/',
    'https://203.0.113.7/',
    'https://0xcb007107/', // the same address in hexadecimal
    'http://LOCALHOST:3000/',
    'http://a.b.localhost/',
    'http://127.0.0.1/',
    'http://127.1/', // 127.0.0.1
    'http://2130706433/', // 127.0.0.1
    'http://0x7f000001/', // 127.0.0.1
    'http://[0:0:0:0:0:0:0:1]/', // [::1]
    'https://portal.example/%00',
    'https://portal.example/<script>',
    'https://portal.example/"onload="alert(1)',
  ];
  for (const url of good) {
    it(`accepts ${JSON.stringify(url)}`, () => expect(portalUrlProblem(url, PAGE)).to.equal(undefined));
  }

  const notAbsolute = /absolute URL/;
  const notSecure = /must be https/;
  const sameOrigin = /another origin/;
  const userInfo = /user name or password/;
  const bad: [url: string, because: RegExp][] = [
    ['', notAbsolute],
    ['/embed', notAbsolute],
    ['//portal.example/', notAbsolute],
    ['portal.example', notAbsolute],
    ['https://', notAbsolute],
    ['https://portal.example:99999/', notAbsolute],
    ['javascript:alert(1)', notSecure],
    ['JaVaScRiPt:alert(1)', notSecure],
    ['java\nscript:alert(1)', notSecure],
    ['\tjavascript:alert(1)//https://portal.example', notSecure],
    ['\u0001javascript:alert(1)', notSecure],
    ['javascript://portal.example/%0aalert(1)', notSecure],
    ['data:text/html,<script>alert(1)</script>', notSecure],
    ['DATA:text/html;base64,PHNjcmlwdD4=', notSecure],
    ['javascript:/*https://portal.example*/alert(1)', notSecure],
    ['javascript:%0aalert(1)', notSecure],
    ['java\tscript:alert(1)', notSecure],
    [' \u0000javascript:alert(1)', notSecure],
    ['javascript\n:alert(1)', notSecure],
    ['javascript&colon;alert(1)', notAbsolute],
    ['vbscript:msgbox(1)', notSecure],
    ['livescript:alert(1)', notSecure],
    ['intent://portal.example#Intent;end', notSecure],
    ['mailto:a@portal.example', notSecure],
    ['tel:+123', notSecure],
    ['chrome://settings', notSecure],
    ['resource://gre/', notSecure],
    ['moz-extension://x/', notSecure],
    ['about:blank#https://portal.example', notSecure],
    ['blob:null/0f0', notSecure],
    ['urn:https://portal.example', notSecure],
    ['httpss://portal.example/', notSecure],
    ['https.portal.example', notAbsolute],
    ['https', notAbsolute],
    [':https://portal.example', notAbsolute],
    ['#https://portal.example', notAbsolute],
    ['?https://portal.example', notAbsolute],
    ['\\\\portal.example\\x', notAbsolute],
    ['https://[::1', notAbsolute],
    ['https://portal.example:port/', notAbsolute],
    ['https://%00.example/', notAbsolute],
    ['https://por|tal.example/', notAbsolute],
    ['https://por^tal.example/', notAbsolute],
    ['https://a<b.example/', notAbsolute],
    ['https://1.2.3.4.5/', notAbsolute],
    ['https://256.256.256.256/', notAbsolute],
    ['blob:https://www.example.com/0f0', notSecure],
    ['blob:https://portal.example/0f0', notSecure],
    ['about:blank', notSecure],
    ['about:srcdoc', notSecure],
    ['file:///etc/passwd', notSecure],
    ['ftp://portal.example/', notSecure],
    ['ws://portal.example/', notSecure],
    ['view-source:https://portal.example/', notSecure],
    ['filesystem:https://portal.example/t/x', notSecure],
    ['http://portal.example/', notSecure],
    ['http://localhost.evil.example/', notSecure],
    ['http://evillocalhost/', notSecure],
    ['http://127.0.0.1.evil.example/', notSecure],
    ['http://0.0.0.0/', notSecure],
    ['http://10.0.0.1/', notSecure],
    ['http://192.168.0.1/', notSecure],
    ['http://[::]/', notSecure],
    ['http://[::ffff:127.0.0.1]/', notSecure], // the same machine, and not on the short list
    ['http://128.0.0.1/', notSecure],
    ['http://1270.0.0.1.example/', notSecure],
    ['http://localhost.', notSecure],
    ['http://localhost@evil.example/', notSecure],
    ['http://evil.example/localhost', notSecure],
    ['http://evil.example#localhost', notSecure],
    ['http://www.example.com/', notSecure],
    ['https://www.example.com/portal', sameOrigin],
    ['https://www.example.com:443/portal', sameOrigin],
    ['https://WWW.EXAMPLE.COM/portal', sameOrigin],
    ['https:/\\www.example.com/portal', sameOrigin],
    ['https://www%2eexample%2ecom/', sameOrigin],
    ['https://ｗｗｗ.example.com/', sameOrigin],
    ['https://www.example.com', sameOrigin],
    ['https://www.example.com?x', sameOrigin],
    ['https:www.example.com/', sameOrigin],
    ['https://www.example.com:0443/', sameOrigin],
    ['\nhttps://www.example.com/', sameOrigin],
    ['https://www.ex\u00ADample.com/', sameOrigin], // a soft hyphen vanishes
    ['https://www。example。com/', sameOrigin], // ideographic full stops
    ['https://user@portal.example/', userInfo],
    ['https://user@www.example.com/', userInfo],
    ['https://%40@portal.example/', userInfo],
    ['https://user:pass@portal.example/', userInfo],
    ['https://:pass@portal.example/', userInfo],
    ['https://www.example.com@portal.example/', userInfo],
  ];
  for (const [url, because] of bad) {
    it(`refuses ${JSON.stringify(url)}`, () =>
      expect(portalUrlProblem(url, PAGE) ?? 'accepted').to.match(because));
  }

  it('F31 · is none at all on a page without an origin, whose frames have none either', () =>
    expect(portalUrlProblem('https://portal.example/', 'null')).to.match(/no origin/));

  it('whatever is accepted is https or local, of another origin, without user info', () => {
    const url = fc.oneof(
      fc.webUrl({
        withFragments: true,
        withQueryParameters: true,
        validSchemes: ['http', 'https', 'javascript'],
      }),
      fc.string(),
      fc
        .tuple(fc.constantFrom('https://', 'http://', 'https:', 'data:', 'https://u@'), fc.string())
        .map((p) => p.join('')),
    );
    fc.assert(
      fc.property(url, (candidate) => {
        if (portalUrlProblem(candidate, PAGE) !== undefined) return;
        const { protocol, hostname, origin, username, password } = new URL(candidate);
        expect(protocol === 'https:' || /(^|\.)localhost$|^127\.|^\[::1\]$/.test(hostname)).to.equal(true);
        expect(origin).not.to.equal(PAGE);
        expect(username + password).to.equal('');
      }),
      { numRuns: 5_000 },
    );
  });
});
