/** The script tag that brings the element. */
import { isAnswer } from '../ask.js';
import type { Check, Sighting } from '../check.js';
import { brokenDigests } from '../integrity.js';
import type { Tag } from '../page.js';
import type { Script, Site } from '../site.js';

const onScripts = (say: (script: Script) => string | false | undefined) =>
  function* look({ scripts }: Site): Iterable<Sighting> {
    for (const script of scripts) {
      const why = say(script);
      if (why) yield { url: script.url.href, line: script.line, why };
    }
  };

const isModule = ({ attributes }: Tag): boolean => attributes.get('type')?.toLowerCase() === 'module';

const isForeign = ({ url, page }: Script): boolean => url.origin !== page.origin;

export const scriptChecks: Check[] = [
  {
    code: 'SCRIPT_MISSING',
    severity: 'error',
    what: 'No script on the page can bring the element.',
    mend: 'Add <script async src="…/refport-embed.js"></script>, or refport-embed/define to your bundle.',
    *look({ page, embeds }) {
      const [first] = embeds;
      const hasScript = page?.tags.some(({ name }) => name === 'script');
      if (page && first && !hasScript)
        yield {
          url: page.url.href,
          line: first.tag.line,
          why: 'There is no script tag at all, so the link is all there is.',
        };
    },
  },
  {
    code: 'SCRIPT_IN_HEAD',
    severity: 'error',
    what: 'The script alone stands in the head.',
    mend: 'Move the tag to where the portal shall be: the embed comes after it.',
    *look({ page, embeds }) {
      for (const { shape, tag } of embeds) {
        if (page && shape === 'script' && tag.isInHead)
          yield { url: page.url.href, line: tag.line, why: 'In the head there is no place for an embed.' };
      }
    },
  },
  {
    code: 'SCRIPT_UNREACHABLE',
    severity: 'error',
    what: 'The script cannot be had.',
    mend: 'Look at the address in src, and at what its server answers.',
    look: onScripts(({ reply }) => {
      if (!reply) return false;
      if (!isAnswer(reply)) return `Asked for, and ${reply.problem}.`;
      return reply.status !== 200 && `It answered ${reply.status}.`;
    }),
  },
  {
    code: 'SCRIPT_TYPE',
    severity: 'error',
    what: 'What the script’s address answers is no script to a browser.',
    mend: 'Serve the file as text/javascript; an HTML answer is usually the site’s page for what does not exist.',
    look: onScripts(({ reply, tag }) => {
      if (!reply || !isAnswer(reply) || reply.status !== 200) return false;
      const type = reply.headers.get('content-type')?.toLowerCase() ?? '';
      const isStrict = /nosniff/i.test(reply.headers.get('x-content-type-options') ?? '') || isModule(tag);
      const isRefused = isStrict
        ? !/\b(java|ecma)script\b/.test(type)
        : /html|^(image|audio|video)\/|^text\/csv/.test(type);
      return isRefused && `Its Content-Type is ${type || 'absent'}.`;
    }),
  },
  {
    code: 'SRI_MISMATCH',
    severity: 'error',
    what: 'The script is not what its integrity says.',
    mend: 'Take the digest from the integrity.json of exactly this version, and let nothing on the way change the file.',
    look: onScripts(({ tag, reply }) => {
      const isRead = reply && isAnswer(reply) && reply.status === 200;
      return (
        isRead &&
        brokenDigests(tag.attributes.get('integrity'), reply.body) &&
        'No digest in integrity is that of the answer, so browsers do not run it.'
      );
    }),
  },
  {
    code: 'SCRIPT_CORS',
    severity: 'error',
    what: 'The script is of another origin, and CORS keeps it away.',
    mend: 'Write crossorigin="anonymous" beside integrity, and let the CDN answer Access-Control-Allow-Origin: *.',
    look: onScripts((script) => {
      const { tag, reply, page } = script;
      const isByCors = tag.attributes.has('crossorigin') || isModule(tag);
      if (!isForeign(script) || (!isByCors && !tag.attributes.get('integrity'))) return false;
      if (!isByCors) return 'integrity is there and crossorigin is not: browsers do not run it.';
      if (!reply || !isAnswer(reply) || reply.status !== 200) return false;
      const allowed = reply.headers.get('access-control-allow-origin');
      return (
        allowed !== '*' &&
        allowed !== page.origin &&
        'The answer has no Access-Control-Allow-Origin for this page.'
      );
    }),
  },
  {
    code: 'SRI_ALIAS',
    severity: 'warning',
    what: 'integrity stands on an address whose file changes.',
    mend: 'Name an exact version, such as /refport-embed/0.1.0/, or leave integrity out.',
    look: onScripts(({ url, tag }) =>
      tag.attributes.get('integrity') && /\/(v\d+|latest)\//.test(url.pathname)
        ? 'With the next release the digest fits no longer, and nobody is told but the console.'
        : undefined,
    ),
  },
];
