/** What an app does with the element. */
import 'refport-embed/define';
import {
  EmbedError,
  RefportEmbed,
  type EmbedErrorCode,
  type EmbedStatus,
  type FetchToken,
  type Strings,
} from 'refport-embed';

const embed = document.createElement('refport-embed');
embed.addEventListener('refport-error', (event) => {
  const code: EmbedErrorCode = event.code;
  if (event.retryable) console.warn(code);
  event.preventDefault();
});
embed.addEventListener('refport-status', (event) => {
  const status: EmbedStatus = event.status;
  console.log(status);
});
embed.addEventListener('refport-token', ({ expiresAt }) => console.log(expiresAt?.toISOString()));
embed.addEventListener('refport-resize', ({ height, detail }) => console.log(height === detail.height));
document.addEventListener('refport-ready', ({ type }) => console.log(type));

const fetchToken: FetchToken = async ({ reason, signal }) => fetch(`/token?why=${reason}`, { signal });
const strings: Partial<Strings> = { retry: 'Once more' };
embed.fetchToken = fetchToken;
embed.requestHeaders = { 'X-CSRF-Token': 'one' };
embed.strings = strings;
embed.refresh = 'manual'; // as a framework does for the attribute
const refreshed: Promise<void> = embed.refresh();
void refreshed.then(() => embed.reload());
embed.reset();

const status: EmbedStatus = embed.status;
if (embed.error instanceof EmbedError) console.log(embed.error.code, status);
RefportEmbed.define('acme-embed');
