/** Which URLs may be loaded as the portal: a question of security, not of taste. */

const isLocal = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  /^127(\.\d+){3}$/.test(hostname) ||
  hostname === '[::1]';

/** Why a portal must not be loaded from this URL, in a sentence for the developer; `undefined` when it may. */
export function portalUrlProblem(portalUrl: string, pageOrigin: string): string | undefined {
  if (pageOrigin === 'null') {
    return 'The page has no origin of its own (a sandbox, or a file on disk): no portal and no endpoint can trust it.';
  }
  if (!URL.canParse(portalUrl)) return 'portal-url must be an absolute URL.';
  const url = new URL(portalUrl);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal(url.hostname))) {
    return `portal-url must be https (http on localhost only), not ${url.protocol}`;
  }
  if (url.username !== '' || url.password !== '') return 'portal-url must not hold a user name or password.';
  if (url.origin === pageOrigin) {
    return 'portal-url must be of another origin than the page: a frame of the same origin can take off its sandbox.';
  }
  return undefined;
}
