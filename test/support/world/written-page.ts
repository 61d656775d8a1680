/** Pages of a test's own on the origins of the small host, for what its portal does not do. */
import { writeAnswers } from './answer.js';

/** The path of a fixture that answers so; every `id` counts its requests by itself, and every origin has it. */
export function answering(id: string, body: string, headers: Record<string, string> = {}): string {
  const parameters = new URLSearchParams({ id });
  writeAnswers(parameters, [{ body, headers: { 'content-type': 'text/html; charset=utf-8', ...headers } }]);
  return `/token?${parameters}`;
}

/** A portal of the channel dialect, which wears its token as `data-token` and is ready with it; `onToken` runs between the two. */
export const portalScript = (hostOrigin: string, onToken = '', options = ''): string => `
  <script src="/refport-portal.js"></script>
  <script>
    const host = refportPortal.connectToHost({
      allowedOrigins: ['${hostOrigin}'],
      onToken(token) {
        document.body.dataset.token = token;
        ${onToken}
        host.ready();
      },
      ${options}
    });
  </script>`;

/** A page of such a portal, with more content before its script. */
export const portalWith = (hostOrigin: string, id: string, content: string): string =>
  answering(id, `<!doctype html><title>Portal</title>${content}${portalScript(hostOrigin)}`);

/** An attribute's value, as markup. */
export const quoted = (text: string): string =>
  `"${text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"`;
