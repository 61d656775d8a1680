/** The portal: whether it can be had, and whether it lets this page frame it. */
import { portalUrlProblem } from '../../element/frame/address.js';
import { isAnswer, type Answer } from '../ask.js';
import type { Check, Sighting } from '../check.js';
import { shown } from '../origins.js';
import { forbidding, parsePolicies } from '../policy.js';
import type { Portal, Site } from '../site.js';

/**
 * Whether its answer is that of the document in the frame. In the url dialect it was asked without its token, and may answer that
 * with an error, or with another page.
 */
export const hasAnsweredAsInFrame = ({ url, reply, hasChannel }: Portal): boolean =>
  isAnswer(reply) && (hasChannel || (reply.status === 200 && new URL(reply.url).origin === url.origin));

/** For each portal that has answered: what is wrong, if anything. */
const onPortals = (say: (answer: Answer, portal: Portal, site: Site) => string | false | undefined) =>
  function* look(site: Site): Iterable<Sighting> {
    for (const portal of site.portals) {
      const why = isAnswer(portal.reply) && hasAnsweredAsInFrame(portal) && say(portal.reply, portal, site);
      if (why) yield { url: portal.url.href, why };
    }
  };

/** By its policy; where there is one, browsers pass by `X-Frame-Options`. */
const framePolicies = ({ headers }: Answer) =>
  parsePolicies(headers.get('content-security-policy')).filter((policy) => policy.has('frame-ancestors'));

export const portalChecks: Check[] = [
  {
    code: 'PORTAL_URL',
    severity: 'error',
    what: 'The portal’s address is none that the element takes.',
    mend: 'Name an https address (http on localhost only) of another origin than the page’s.',
    *look({ page, embeds }) {
      for (const { settings, tag, prefix } of page ? embeds : []) {
        const problem = page && portalUrlProblem(settings.portalUrl, page.url.origin);
        if (page && problem) yield { url: page.url.href, line: tag.line, why: `${prefix}${problem}.` };
      }
    },
  },
  {
    code: 'PORTAL_UNREACHABLE',
    severity: 'error',
    what: 'The portal cannot be had.',
    mend: 'Look at portal-url, and at what its server answers.',
    *look({ portals }) {
      for (const { url, line, reply, hasChannel } of portals) {
        if (!reply) continue;
        if (!isAnswer(reply)) yield { url: url.href, line, why: `Asked for, and ${reply.problem}.` };
        // In the url dialect it was asked without its token, and may well refuse that.
        else if (reply.status >= 500 || (hasChannel && reply.status !== 200))
          yield { url: url.href, line, why: `It answered ${reply.status}.` };
      }
    },
  },
  {
    code: 'PORTAL_REDIRECT',
    severity: 'error',
    what: 'The portal redirects to another origin.',
    mend: 'Name the address where it ends in portal-url.',
    look: onPortals(({ url: end }, { url }) =>
      new URL(end).origin === url.origin
        ? undefined
        : `It leads to ${shown(end)}, and the element speaks with ${url.origin} alone.`,
    ),
  },
  {
    code: 'X_FRAME_OPTIONS',
    severity: 'error',
    what: 'The portal forbids frames.',
    mend: 'The portal has to leave X-Frame-Options out, and name the page’s origin in frame-ancestors.',
    look: onPortals((answer) => {
      const written = answer.headers.get('x-frame-options');
      const isRefused = /\b(deny|sameorigin)\b/i.test(written ?? '') && framePolicies(answer).length === 0;
      return isRefused && `Its X-Frame-Options is ${written}.`;
    }),
  },
  {
    code: 'FRAME_ANCESTORS',
    severity: 'error',
    what: 'The portal’s policy does not let this page frame it.',
    mend: 'Register the page’s origin at the portal; with our issuer --embed-origin of the programme.',
    look: onPortals((answer, { page }) => {
      const directive = forbidding(framePolicies(answer), {
        kind: 'ancestor',
        url: new URL(page.origin),
        self: new URL(answer.url),
      });
      return directive && `${directive} does not name ${page.origin}.`;
    }),
  },
  {
    code: 'PORTAL_NOT_ISOLATED',
    severity: 'error',
    what: 'The page is isolated, and the portal is not made for that.',
    mend: 'The portal has to send Cross-Origin-Embedder-Policy: require-corp and Cross-Origin-Resource-Policy: cross-origin.',
    look: onPortals(({ headers }, _, { page }) => {
      const isIsolated = /^require-corp/i.test(
        page?.answer.headers.get('cross-origin-embedder-policy') ?? '',
      );
      const hasPolicy = /^(require-corp|credentialless)/i.test(
        headers.get('cross-origin-embedder-policy') ?? '',
      );
      const isShared = headers.get('cross-origin-resource-policy')?.trim() === 'cross-origin';
      return (
        isIsolated &&
        !(hasPolicy && isShared) &&
        'The page sends Cross-Origin-Embedder-Policy: require-corp, so browsers block it.'
      );
    }),
  },
];
