/** `import 'refport-embed/define'` on a page where somebody else has an element of that name. The script's own turn is in e2e. */
import { expect } from '@open-wc/testing';

describe('F23 · importing the definition when the name is taken', () => {
  it('says so once, and leaves the other one alone', async () => {
    class Foreign extends HTMLElement {}
    customElements.define('refport-embed', Foreign);
    const print = console.warn;
    const warnings: string[] = [];
    console.warn = (...words: unknown[]) => void warnings.push(words.join(' '));
    const { RefportEmbed } = await import('../../src/element/define.js');
    console.warn = print;
    const ours = warnings.filter((warning) => warning.startsWith('<refport-embed>')); // Lit warns of development mode
    expect(ours).to.deep.equal([
      `<refport-embed> is defined already, by something else: refport-embed ${RefportEmbed.version} leaves it alone.`,
    ]);
    expect(customElements.get('refport-embed')).to.equal(Foreign);
  });
});
