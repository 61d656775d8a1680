/** What is written on the page for each embed. */
import type { Check, Sighting } from '../check.js';
import { meantBy, tokenIn, type Embed } from '../embeds.js';
import { allowedAddresses } from '../allowed-addresses.js';
import type { Site } from '../site.js';

/** A sighting on the tag of each embed for which there is something to say. */
const onEmbeds = (say: (embed: Embed, site: Site) => string[]) =>
  function* look(site: Site): Iterable<Sighting> {
    for (const embed of site.embeds) {
      for (const why of say(embed, site)) {
        yield { url: site.page?.url.href ?? '', line: embed.tag.line, why };
      }
    }
  };

export const markupChecks: Check[] = [
  {
    code: 'ELEMENT_UNCLOSED',
    severity: 'error',
    what: '<refport-embed> has no end tag.',
    mend: 'Write </refport-embed>. To a browser <refport-embed /> is an opening tag.',
    look: onEmbeds(({ shape, tag }) =>
      shape === 'element' && !tag.isClosed ? ['It swallows the rest of the page.'] : [],
    ),
  },
  {
    code: 'ATTRIBUTE_UNKNOWN',
    severity: 'error',
    what: 'An attribute is misspelt.',
    mend: 'Write the attribute as docs/element.md does; in the other shapes with data- before it.',
    look: onEmbeds((embed) =>
      [...embed.tag.attributes.keys()].flatMap((name) => {
        const meant = meantBy(name, embed);
        return meant === undefined ? [] : [`${name} is no attribute of the embed. Is ${meant} meant?`];
      }),
    ),
  },
  {
    code: 'ATTRIBUTE_VALUE',
    severity: 'warning',
    what: 'An attribute has a value that makes no sense.',
    mend: 'Choose one of the values in docs/element.md. The default takes its place until then.',
    look: onEmbeds(({ warnings }) => warnings.map((warning) => `${warning}.`)),
  },
  {
    code: 'ENDPOINT_MISSING',
    severity: 'error',
    what: 'The embed does not say where its tokens come from.',
    mend: 'Write token-endpoint="…". With fetchToken, a property that a script sets, nothing is wrong: ask about the endpoint instead.',
    look: onEmbeds((embed) => {
      const { tokenEndpoint } = embed.settings;
      if (tokenEndpoint === undefined)
        return tokenIn(embed) === undefined ? ['Without a source of tokens there is just the link.'] : [];
      return /^https?:/.test(tokenEndpoint) ? [] : [`${embed.prefix}token-endpoint is no http(s) URL.`];
    }),
  },
  {
    code: 'PLACEHOLDER_REFUSED',
    severity: 'error',
    what: 'A placeholder names what content may not name.',
    mend: 'List the beginnings of both addresses on the script tag: data-refport-allow="/api/embed-token https://portal.example".',
    look: onEmbeds(({ shape, settings }, { page }) =>
      page && (shape === 'placeholder' || shape === 'link')
        ? allowedAddresses(page).refused(settings, shape === 'link')
        : [],
    ),
  },
];
