/** Pages of a test's own on the origins of the small host, for what its portal does not do. */
import { writeAnswers } from './answer.js';

/** The path of a fixture that answers so; every `id` counts its requests by itself, and every origin has it. */
export function answering(id: string, body: string, headers: Record<string, string> = {}): string {
  const parameters = new URLSearchParams({ id });
  writeAnswers(parameters, [{ body, headers: { 'content-type': 'text/html; charset=utf-8', ...headers } }]);
  return `/token?${parameters}`;
}

/** A portal that is ready with its first token, and then runs a script of the test's. */
export const portalRunning = (hostOrigin: string, id: string, content: string): string =>
  answering(
    id,
    `<!doctype html>
    <title>Portal</title>
    ${content}
    <script src="/refport-portal.js"></script>
    <script>
      const host = refportPortal.connectToHost({
        allowedOrigins: ['${hostOrigin}'],
        onToken(token) {
          document.body.dataset.token = token;
          host.ready();
        },
      });
    </script>`,
  );

/** An attribute's value, as markup. */
export const quoted = (text: string): string =>
  `"${text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"`;
