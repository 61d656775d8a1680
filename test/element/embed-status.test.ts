import { expect } from '@open-wc/testing';
import { canFollow, type EmbedStatus } from '../../src/element/embed-status.js';

describe('the status', () => {
  const stories: [what: string, ...words: EmbedStatus[]][] = [
    ['a good day', 'idle', 'loading', 'ready', 'refreshing', 'ready', 'idle'],
    ['a retry', 'idle', 'loading', 'failed', 'loading', 'ready'],
    ['a portal that is late', 'loading', 'failed', 'ready'],
    ['an expired portal, refreshed by hand', 'ready', 'failed', 'refreshing', 'ready'],
    ['an attribute that changes', 'ready', 'loading', 'ready'],
    ['a refresh that fails', 'ready', 'refreshing', 'failed'],
    ['a wrong configuration', 'idle', 'failed'],
    ['signing out while it loads', 'loading', 'idle'],
  ];
  for (const [what, ...words] of stories) {
    it(what, () => {
      words
        .slice(1)
        .forEach((word, i) => expect(canFollow(words[i] as EmbedStatus, word), word).to.equal(true));
    });
  }

  const impossible: [from: EmbedStatus, to: EmbedStatus, because: string][] = [
    ['idle', 'ready', 'news from a portal that is already gone'],
    ['idle', 'refreshing', 'there is nothing to refresh'],
    ['loading', 'refreshing', 'the first token is still on its way'],
  ];
  for (const [from, to, because] of impossible) {
    it(`${from} is not followed by ${to}: ${because}`, () => expect(canFollow(from, to)).to.equal(false));
  }
});
