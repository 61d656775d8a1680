/**
 * Turns into embeds what stands in the place of `<refport-embed>` where a page or a field of a CMS does not take that
 * (docs/embedding.md):
 *
 *     <div data-refport-embed="1" data-token-endpoint="…"><a href="…">…</a></div>   the embed goes in, around what is there
 *     <script data-token-endpoint="…" src="…"></script>                            the embed comes after it
 *     <a data-refport-embed="1" data-token-endpoint="…" href="…">…</a>              the embed comes around it
 *
 * The placeholder stays where it is, with its id, class and style: the page's style sheets go on to fit, and whoever holds the
 * node still finds it.
 */
import { RefportEmbed } from '../element/index.js';
import { onTreeChange, pageDocument, whenParsed } from '../element/page/document.js';
import { ATTRIBUTES, readSettings, TOKEN_ATTRIBUTE } from '../element/settings.js';
import { addressProblem } from './allowed-addresses.js';
import { findAll } from './find-all.js';

/** A form is none: the names of its fields would hide its methods. */
const PLACEHOLDERS =
  '[data-token-endpoint]:is(script,[data-refport-embed]):not(form,template,refport-embed *)';

/**
 * What holds or has an embed already has been upgraded, by us or in the copy of a page that a library keeps. Not by `:has()`, at
 * which Firefox 115 throws.
 */
const hasEmbed = (place: HTMLElement): boolean =>
  findAll('refport-embed', place).length > 0 ||
  (place.localName === 'script' && place.nextElementSibling?.localName === 'refport-embed');

/** Those on the page now, and those that come later, until the page is gone. */
export function upgradePlaceholders(): void {
  // Before that the parser may be in the middle of one, and would go on beside the embed.
  whenParsed(pageDocument.documentElement, () => {
    onTreeChange(upgradeAdded);
    findAll(PLACEHOLDERS).forEach(upgrade);
  });
}

/** Looks at nothing but what has been added, and at what that was added to: pages are large, and some change all the time. */
function upgradeAdded(records: MutationRecord[]): void {
  for (const added of records.flatMap(({ addedNodes }) => [...addedNodes])) {
    if (!(added instanceof Element)) continue;
    const place = Element.prototype.closest.call(added, PLACEHOLDERS);
    if (place instanceof HTMLElement) upgrade(place);
    findAll(PLACEHOLDERS, added).forEach(upgrade);
  }
}

/**
 * By content, so that each is upgraded once even if somebody undoes it, or two would keep at it for ever; and so that a
 * library that puts fresh content into a placeholder of before has an embed again.
 */
const seen = new WeakSet<Element>();

function upgrade(place: HTMLElement): void {
  const content = place.firstElementChild ?? place;
  // Once more, since the one before may have been around it. What is being edited is going to be saved.
  if (seen.has(content) || place.isContentEditable || !place.matches(PLACEHOLDERS) || hasEmbed(place)) return;
  seen.add(content);
  const embed = new RefportEmbed();
  for (const name of ATTRIBUTES) {
    const value = place.getAttribute(`data-${name}`);
    if (value !== null && name !== TOKEN_ATTRIBUTE) embed.setAttribute(name, value); // a token would stay in the page
  }
  const isLink = place.localName === 'a';
  const isScript = place.localName === 'script';
  const problem = isScript
    ? place.closest('head') && 'In the head there is no place for an embed.'
    : addressProblem(readSettings(embed), isLink);
  if (problem) return console.warn(`refport-embed leaves <${place.localName}> as it is. ${problem}`);
  if (isScript) place.after(embed);
  else if (isLink) {
    place.after(embed);
    embed.append(place);
  } else {
    embed.style.minHeight = 'inherit'; // the room that the placeholder keeps free is the portal's
    embed.append(...place.childNodes);
    place.append(embed);
  }
}
