/** The frame's life: a token comes in, content goes on the page, and words when that fails. */
import { connectToHost, type HostConnection } from '../portal/index.js';
import { fetchContent, openConnection, type ContentAnswer } from './content-request.js';
import { hasContent, showContent } from './content-view.js';
import { applyHostLook } from './host-look.js';
import { whenLifetimeEnds } from './lifetime.js';
import { enableRetry, hideNotice, showNotice } from './notice.js';
import { connectByUrl, takeTokenFromUrl } from './url-dialect.js';

/** After this long the partner is told that they are waiting; what they wait for may still come. */
const PATIENCE_MS = 10_000;

const TEXT = {
  notFramed:
    'This page is part of another one and shows nothing by itself. Please open your portal from there.',
  waiting:
    'This is taking longer than usual. Your portal appears here as soon as the page around it lets you in.',
  unreachable: 'Your portal could not be loaded. Please check your connection.',
  outdated: 'What you see may be out of date: your portal could not be reached.',
  expired: 'Your visit has expired. If nothing else happens now, reload the page to go on.',
  notActive: 'Your account in this programme is not active. Please ask the people who run the programme.',
};

export function startPartnerFrame(allowedOrigins: readonly string[]): void {
  let latest = 0; // counts requests, so that an answer which was overtaken is dropped
  let lifetime = new AbortController();
  enableRetry();

  // A token in the URL means that the host speaks the url dialect and waits for no channel.
  const fromUrl = takeTokenFromUrl();
  const callbacks = { onToken: (token: string) => void load(token), onTheme: applyHostLook };
  const host: HostConnection = fromUrl
    ? connectByUrl(fromUrl, callbacks)
    : connectToHost({ allowedOrigins, ...callbacks });
  if (!fromUrl) openConnection(); // the other dialect asks for the content right away

  if (!fromUrl && window.parent === window) {
    showNotice(TEXT.notFramed);
  } else {
    setTimeout(() => {
      if (latest === 0) showNotice(TEXT.waiting);
    }, PATIENCE_MS);
  }

  async function load(token: string): Promise<void> {
    const request = ++latest;
    lifetime.abort(); // of the token before, which nobody needs any more
    const answer = await fetchContent(token);
    if (request === latest) take(answer, token);
  }

  function take(answer: ContentAnswer, token: string): void {
    switch (answer.kind) {
      case 'content':
        showContent(answer.html);
        hideNotice();
        host.ready();
        lifetime = new AbortController();
        whenLifetimeEnds(answer.secondsLeft, lifetime.signal, () => host.tokenExpired());
        break;
      case 'expired':
        // With content on the page nothing is missing: what is there stays while the host fetches a token.
        if (!hasContent()) showNotice(TEXT.expired);
        host.tokenExpired();
        break;
      case 'refused':
        // The host's own backend will say the same, in the host's words and language.
        showNotice(TEXT.notActive);
        host.tokenExpired();
        break;
      case 'unreachable':
        showNotice(hasContent() ? TEXT.outdated : TEXT.unreachable, () => load(token));
        host.ready(); // the words and the button are what there is to see
        break;
    }
  }
}
