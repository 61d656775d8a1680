/**
 * The demo's knobs: query parameters of the host page, each of which makes one actor behave differently. This table is
 * the only place that names them: the page's panel is drawn from it, and the end-to-end tests are typed against it.
 */

/** A knob with a few named positions; the first choice, an empty string, leaves everything as it should be. */
interface ChoiceKnob {
  label: string;
  choices: Record<string, string>;
}

export const CHOICES = {
  token: {
    label: 'Token endpoint',
    choices: {
      '': 'works',
      slow: 'is slow (5 s)',
      '401': '401, signed out',
      '403': '403, not allowed',
      '404': '404, no programme',
      '429': '429, too many requests',
      '500': '500, broken',
      html: 'answers with an HTML page',
      empty: 'answers {}',
      hang: 'never answers',
    },
  },
  portal: {
    label: 'Portal',
    choices: {
      '': 'works',
      slow: 'is slow (5 s)',
      blocked: 'refuses to be framed',
      silent: 'loads and says nothing',
      plain: 'is a plain page (delivery by URL)',
    },
  },
  delivery: { label: 'Token delivery', choices: { '': 'over a channel', url: 'in the URL' } },
  csp: { label: 'Security policy', choices: { '': 'none', strict: 'strict' } },
  theme: { label: 'Host page', choices: { '': 'follows the system', light: 'light', dark: 'dark' } },
  cache: {
    label: 'Back and forward',
    choices: { '': 'ask the host for its page (no-store)', kept: 'may show the page as it was left' },
  },
} as const satisfies Record<string, ChoiceKnob>;

/** A knob that is a whole number within bounds. */
export const NUMBERS = {
  ttl: { label: 'Token life, seconds', min: 1, max: 1800, normal: 1800 },
  embeds: { label: 'Embeds', min: 1, max: 20, normal: 1 },
} as const;

type Choices = { [K in keyof typeof CHOICES]: keyof (typeof CHOICES)[K]['choices'] };
export type Knobs = Choices & { [K in keyof typeof NUMBERS]: number };

/** The knobs of a request; what is missing or makes no sense stays in its normal position. */
export function readKnobs(query: URLSearchParams): Knobs {
  const choice = <K extends keyof Choices>(name: K): Choices[K] => {
    const value = query.get(name) ?? '';
    return (Object.hasOwn(CHOICES[name].choices, value) ? value : '') as Choices[K];
  };
  const number = (name: keyof typeof NUMBERS): number => {
    const { min, max, normal } = NUMBERS[name];
    const value = Number(query.get(name) ?? normal);
    return Number.isInteger(value) && value >= min && value <= max ? value : normal;
  };
  return {
    token: choice('token'),
    portal: choice('portal'),
    delivery: choice('delivery'),
    csp: choice('csp'),
    theme: choice('theme'),
    cache: choice('cache'),
    ttl: number('ttl'),
    embeds: number('embeds'),
  };
}

/** `path` with the given knobs as its query; knobs in their normal position are left out. */
export function withKnobs(path: string, knobs: Partial<Knobs>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(knobs)) {
    const normal = name in NUMBERS ? NUMBERS[name as keyof typeof NUMBERS].normal : '';
    if (value !== normal) query.set(name, String(value));
  }
  return query.size > 0 ? `${path}?${query}` : path;
}
