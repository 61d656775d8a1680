/** The frame's life: a token comes in, content goes on the page, and words when that fails. */
import { connectToHost } from '../portal/index.js';
import { fetchContent, openConnection, type ContentAnswer } from './content-request.js';
import { hasContent, showContent } from './content-view.js';
import type { Host } from './host.js';
import { applyHostLook } from './host-look.js';
import { whenLifetimeEnds } from './lifetime.js';
import { enableRetry, hideNotice, showNotice, speak } from './notice.js';
import { readUrl, urlHost } from './url-dialect.js';

/** After this long the partner is told that they are waiting; what they wait for may still come. */
const PATIENCE_MS = 10_000;

/** Where a partner without a token gets in: to their portal if they are signed in, else to words on how to. */
const ENTRANCE = '/portal';

const EXPIRED = {
  kind: 'refused',
  code: 'TOKEN_EXPIRED',
  message: 'The embed token has expired: load this page with a fresh one.',
} as const;

export function startPartnerFrame(allowedOrigins: readonly string[]): void {
  let latest = 0; // counts requests, so that an answer which was overtaken is dropped
  let lifetime = new AbortController();
  const isAlone = window.parent === window;
  // A URL of the url dialect means that the host waits for no channel.
  const settings = readUrl();
  if (isAlone && !settings?.token) return location.replace(ENTRANCE);

  speak([settings?.locale ?? '', ...navigator.languages]);
  enableRetry();
  const host = isAlone ? nobody() : settings ? urlHost(settings) : channelHost();
  if (settings) {
    applyHostLook(settings.theme, settings.vars);
    if (settings.token) void load(settings.token);
    else take(EXPIRED, '');
  } else {
    openConnection(); // the other dialect asks for the content right away
    setTimeout(() => {
      if (latest === 0) showNotice('waiting');
    }, PATIENCE_MS);
  }

  /** A page of its own, in a tab: whom it cannot let in, it leads to where they get in. */
  function nobody(): Host {
    document.documentElement.dataset['kind'] = 'page';
    return {
      ready: () => undefined,
      refused(code) {
        if (!hasContent() && code !== 'AFFILIATE_NOT_ACTIVE') location.replace(ENTRANCE);
        return true;
      },
    };
  }

  function channelHost(): Host {
    const connection = connectToHost({
      allowedOrigins,
      onToken: (token) => void load(token),
      onTheme: applyHostLook,
      onLocale: (locale) => speak([locale, ...navigator.languages]),
    });
    return {
      ready: connection.ready,
      // Whatever the reason, the element asks its own backend, as often as its own guard lets it, and has the backend's words.
      refused() {
        connection.tokenExpired();
        return true;
      },
    };
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
        whenLifetimeEnds(answer.secondsLeft, lifetime.signal, () => take(EXPIRED, token));
        break;
      case 'refused':
        refuse(answer.code, host.refused(answer.code, answer.message));
        break;
      case 'unreachable':
        showNotice(hasContent() ? 'outdated' : 'unreachable', () => load(token));
        host.ready(); // the words and the button are what there is to see
        break;
    }
  }

  function refuse(code: string, isTold: boolean): void {
    if (code === 'AFFILIATE_NOT_ACTIVE') return showNotice('notActive');
    if (!isTold) return showNotice('stopped');
    if (code !== EXPIRED.code) return showNotice('refused');
    // With content on the page nothing is missing: what is there stays while the host fetches a token.
    if (isAlone || !hasContent()) showNotice('expired');
  }
}
