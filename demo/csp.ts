/** The strictest policy under which the embed runs: what a host has to list, and nothing beside it. */
export function strictPolicy(origins: { cdn: string; portal: string }): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${origins.cdn}`,
    `frame-src ${origins.portal}`,
    `connect-src 'self' ${origins.cdn}`, // the token endpoint, and the script's languages
    "style-src 'self'", // the host's own style sheet: the embed needs none
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
    'report-uri /csp-report',
  ].join('; ');
}
