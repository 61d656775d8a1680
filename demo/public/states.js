// Brings each embed of the page into its state, by way of its public API: most are what a host's answer leads to.
'use strict';

const never = () => new Promise(() => {});
const answer = (status, headers) => async () => new Response(null, { status, headers });
const token = async () => ({ token: 'pt_for_a_portal_that_does_not_ask' });

/** Where the embed of a state gets its tokens. The other ones have an endpoint, or nowhere to ask. */
const TOKENS = {
  loading: never,
  still: never,
  offered: ({ reason }) => (reason === 'first' ? answer(500)() : never()),
  'signed-out': answer(401),
  'no-access': answer(403),
  'no-programme': answer(404),
  'too-many': answer(429, { 'Retry-After': '300' }),
  'not-answering': answer(503, { 'Retry-After': '300' }),
  offline: async () => {
    throw new TypeError('Failed to fetch');
  },
  wrong: async () => ({}),
  blocked: token,
  silent: token,
  retry: ({ reason }) => (reason === 'first' ? answer(401)() : never()),
  branded: answer(401),
  'own-loading': never,
  'own-error': answer(403),
};

// A page cannot unplug the network, but it can say that it is gone.
Object.defineProperty(navigator, 'onLine', { value: false });

const embedOf = (state) => document.getElementById(`state-${state}`);

for (const [state, fetchToken] of Object.entries(TOKENS)) embedOf(state).fetchToken = fetchToken;

const beginAnew = (embed) => {
  embed.reset();
  embed.reload();
};

// What would go on by itself begins anew, so that it can be looked at.
setInterval(() => beginAnew(embedOf('loading')), 3_900);
setInterval(() => beginAnew(embedOf('still')), 9_900);
for (const state of ['loading', 'still', 'offered', 'own-loading']) {
  embedOf(state).addEventListener('refport-error', ({ target }) => beginAnew(target));
}

/** The button is there when the words are, and they may have to be loaded. */
async function retryButtonOf({ shadowRoot }) {
  const find = () => shadowRoot.querySelector('[part="retry"]');
  if (!find()) {
    await new Promise((resolve) => {
      new MutationObserver(() => find() && resolve()).observe(shadowRoot, { childList: true, subtree: true });
    });
  }
  return find();
}

embedOf('retry').addEventListener('refport-error', async ({ target }) =>
  (await retryButtonOf(target)).click(),
);
