/** The embeds of a page, in all four shapes of the snippet (docs/embedding.md), with the settings that the element would read. */
import {
  ATTRIBUTES,
  DEFAULT_PORTAL_URL,
  readSettings,
  TOKEN_ATTRIBUTE,
  type Settings,
} from '../element/settings.js';
import type { Page, Tag } from './page.js';

export interface Embed {
  shape: 'element' | 'placeholder' | 'script' | 'link';
  tag: Tag;
  /** What stands before the name of each attribute. */
  prefix: '' | 'data-';
  settings: Settings;
  /** What the element would say about values that make no sense. */
  warnings: string[];
  /** Its link for everybody without the portal, as it is written. */
  link: { written: string; line: number } | undefined;
}

/** @param portalUrl the portal of embeds that name none; Refport's, unless told */
export function findEmbeds({ tags, base }: Page, portalUrl = DEFAULT_PORTAL_URL): Embed[] {
  const taken = new Set<Tag>();
  return tags.flatMap((tag) => {
    const shape = shapeOf(tag);
    if (shape === undefined || taken.has(tag)) return [];
    for (const inner of tag.inside()) taken.add(inner);
    return [embedOf(tag, shape, base, portalUrl)];
  });
}

function shapeOf({ name, attributes }: Tag): Embed['shape'] | undefined {
  if (name === 'refport-embed') return 'element';
  if (name === 'script') return attributes.has('data-token-endpoint') ? 'script' : undefined;
  if (!attributes.has('data-refport-embed') || name === 'form') return undefined;
  return name === 'a' ? 'link' : 'placeholder';
}

function embedOf(tag: Tag, shape: Embed['shape'], base: string, portalUrl: string): Embed {
  const prefix = shape === 'element' ? '' : 'data-';
  const warnings: string[] = [];
  const written = new Map([[`${prefix}portal-url`, portalUrl], ...tag.attributes]);
  const settings = readSettings(
    { baseURI: base, getAttribute: (name) => written.get(prefix + name) ?? null },
    (sentence) => warnings.push(prefix + sentence),
  );
  const anchor =
    shape === 'link'
      ? tag
      : tag.inside().find(({ name, attributes }) => name === 'a' && attributes.has('href'));
  const href = anchor?.attributes.get('href') ?? settings.portalLink;
  const link = href === undefined ? undefined : { written: href, line: (anchor ?? tag).line };
  return { shape, tag, prefix, settings, warnings, link };
}

/** The token that the server has written into the page. Placeholders take none. */
export const tokenIn = ({ shape, tag }: Embed): string | undefined =>
  (shape === 'element' && tag.attributes.get(TOKEN_ATTRIBUTE)) || undefined;

/** What was meant by an attribute that the element does not have; `undefined` where nothing of ours seems to be meant. */
export function meantBy(attribute: string, { prefix }: Embed): string | undefined {
  if (ATTRIBUTES.some((name) => prefix + name === attribute)) return undefined;
  const bare = attribute.replace(/^data-/, '');
  const hasPrefix = attribute !== bare;
  // One word, such as data-theme, may be somebody else's; and short words are near to too many others.
  const meant =
    hasPrefix === (prefix !== '')
      ? ATTRIBUTES.find((name) => name.length > 6 && distance(name, bare) <= 2)
      : ATTRIBUTES.find((name) => name.includes('-') && name === bare);
  return meant && prefix + meant;
}

/** How many letters have to be changed, added or left out (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i++) {
    const above = row;
    row = [i + 1];
    for (let j = 1; j <= b.length; j++) {
      const changed = (above[j - 1] ?? 0) + (a[i] === b[j - 1] ? 0 : 1);
      row.push(Math.min(changed, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
  }
  return row.at(-1) ?? 0;
}
