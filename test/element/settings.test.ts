import { expect } from '@open-wc/testing';
import { readSettings, type Settings } from '../../src/element/settings.js';

/** Reads the settings of an element with these attributes, and what the console is told meanwhile. */
function read(attributes: Record<string, string>): { settings: Settings; warnings: string[] } {
  const element = document.createElement('div');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  const warnings: string[] = [];
  const print = console.warn;
  console.warn = (message: string) => void warnings.push(message);
  try {
    return { settings: readSettings(element), warnings };
  } finally {
    console.warn = print;
  }
}

describe('attributes', () => {
  it('all have a default', () => {
    expect(read({})).to.deep.equal({
      settings: {
        tokenEndpoint: undefined,
        tokenMethod: 'GET',
        tokenCredentials: 'same-origin',
        portalUrl: 'https://app.refport.co/embed/referrals',
        tokenDelivery: 'url',
        refresh: 'auto',
        loading: 'eager',
        theme: 'auto',
        locale: undefined,
        minHeight: 120,
        maxHeight: 8000,
        portalLink: undefined,
      },
      warnings: [],
    });
  });

  const good: [attribute: string, value: string, setting: keyof Settings, read: unknown][] = [
    ['token-endpoint', '/api/embed-token', 'tokenEndpoint', `${location.origin}/api/embed-token`],
    ['token-endpoint', 'https://api.example/t?a=1', 'tokenEndpoint', 'https://api.example/t?a=1'],
    ['token-endpoint', '', 'tokenEndpoint', undefined],
    ['token-method', 'post', 'tokenMethod', 'POST'],
    ['token-credentials', 'include', 'tokenCredentials', 'include'],
    ['token-delivery', ' channel ', 'tokenDelivery', 'channel'],
    ['portal-url', 'https://portal.example/x', 'portalUrl', 'https://portal.example/x'],
    ['portal-url', 'https://', 'portalUrl', 'https://'], // refused later, with a sentence
    ['refresh', 'manual', 'refresh', 'manual'],
    ['loading', 'lazy', 'loading', 'lazy'],
    ['theme', 'dark', 'theme', 'dark'],
    ['theme', 'system', 'theme', 'auto'], // the word of other SDKs
    ['locale', 'pt-BR', 'locale', 'pt-BR'],
    ['min-height', '0', 'minHeight', 0],
    ['max-height', '900px', 'maxHeight', 900],
    ['max-height', '10', 'maxHeight', 120], // never below min-height
  ];
  for (const [attribute, value, setting, expected] of good) {
    it(`${attribute}="${value}"`, () => {
      const { settings, warnings } = read({ [attribute]: value });
      expect(settings[setting]).to.equal(expected);
      expect(warnings).to.deep.equal([]);
    });
  }

  const bad: [attribute: string, value: string, setting: keyof Settings, fallback: unknown][] = [
    ['token-method', 'PUT', 'tokenMethod', 'GET'],
    ['token-credentials', 'always', 'tokenCredentials', 'same-origin'],
    ['token-delivery', 'URL()', 'tokenDelivery', 'url'],
    ['refresh', 'no', 'refresh', 'auto'],
    ['loading', 'fast', 'loading', 'eager'],
    ['theme', 'dark;}', 'theme', 'auto'],
    ['min-height', '-5', 'minHeight', 120],
    ['min-height', '1e9', 'minHeight', 120],
    ['max-height', '20001', 'maxHeight', 8000],
    ['max-height', '50vh', 'maxHeight', 8000],
  ];
  for (const [attribute, value, setting, fallback] of bad) {
    it(`${attribute}="${value}" falls back, and says so once`, () => {
      const first = read({ [attribute]: value });
      expect(first.settings[setting]).to.equal(fallback);
      expect(first.warnings).to.have.length(1);
      expect(first.warnings[0]).to.contain(`${attribute}="${value}"`);
      expect(read({ [attribute]: value }).warnings).to.deep.equal([]);
    });
  }

  it('resolve against the base URL of the page', () => {
    const base = document.createElement('base');
    base.href = 'https://cms.example/site/';
    document.head.append(base);
    const { settings } = read({ 'token-endpoint': 'embed-token' });
    base.remove();
    expect(settings.tokenEndpoint).to.equal('https://cms.example/site/embed-token');
  });
});
