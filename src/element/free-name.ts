/**
 * Whether a tag name is still to be had. The first definition stays: an element on the page cannot change its class. The same
 * script once more is no news; another version of it, or somebody else's element of that name, is said on the console.
 *
 * In the CDN file the text of this function stands before everything else (`vite.config.ts`), so that nothing runs where
 * there is nothing to define: a second copy of Lit throws on a page whose Trusted Types allow one. Hence nothing in it may
 * come from outside of it.
 */
export function isFreeName(tag: string, version: string, registry?: CustomElementRegistry): boolean {
  const taken = registry?.get(tag) as { version?: unknown } | undefined;
  if (taken && taken.version !== version) {
    const owner = typeof taken.version === 'string' ? `version ${taken.version}` : 'something else';
    console.warn(`<${tag}> is defined already, by ${owner}: refport-embed ${version} leaves it alone.`);
  }
  return registry !== undefined && !taken; // a browser without custom elements has no registry
}
