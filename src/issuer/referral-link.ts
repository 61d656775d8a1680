/** The link that a partner shares. `via` says who sent the visitor; what else the landing URL asks for stays. */
export function referralLink(landingUrl: string, handle: string): string {
  const link = new URL(landingUrl);
  link.searchParams.set('via', handle);
  return link.href;
}
