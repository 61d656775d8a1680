/**
 * The features of the web platform that a script may use, and since when which browser has them: MDN's compatibility data, cut down to the
 * names in the script. Nothing here is kept by hand, so a feature that the script comes to use is in the next run.
 */
import compatibility from '@mdn/browser-compat-data' with { type: 'json' };
import type {
  BrowserName,
  CompatStatement,
  Identifier,
  SupportStatement,
} from '@mdn/browser-compat-data/types';
import type { UsedNames } from './used-names.js';

export interface Feature {
  /** `AbortSignal.any`, `ElementInternals.prototype.states`, `new CSSStyleSheet`, `matchMedia`, `:has()`. */
  name: string;
  /** The global object that has it, such as `Intl.Locale`; empty for what is global itself. */
  owner: string;
  key: string;
  kind: 'global' | 'static' | 'prototype' | 'constructor' | 'selector';
  /** Belongs to the language, not to the browser around it. */
  isLanguage: boolean;
  support: CompatStatement | undefined;
}

const { api, javascript, css } = compatibility;

export function platformFeatures(used: UsedNames): Feature[] {
  const isUsed = (name: string): boolean => used.members.has(name) || used.globals.has(name);
  const features: Feature[] = [];
  const add = (
    kind: Feature['kind'],
    owner: string,
    key: string,
    node: Identifier,
    isLanguage = false,
  ): void => {
    const name = {
      global: key,
      static: `${owner}.${key}`,
      prototype: `${owner}.prototype.${key}`,
      constructor: `new ${key}`,
      selector: `:${key}`,
    }[kind];
    features.push({ name, owner, key, kind, isLanguage, support: node['__compat'] });
  };
  const subfeatures = (node: Identifier): [string, Identifier][] =>
    Object.entries(node).filter(([name]) => name !== '__compat') as [string, Identifier][];

  function addInterface(name: string, node: Identifier): void {
    if (used.globals.has(name)) add('global', '', name, node);
    for (const [member, memberNode] of subfeatures(node)) {
      const [key, isStatic] = member.split('_static') as [string, string?];
      if (member === name && used.globals.has(name)) add('constructor', '', name, memberNode);
      else if (name === 'Window' && isUsed(key)) add('global', '', key, memberNode);
      else if (used.members.has(key))
        add(isStatic === undefined ? 'prototype' : 'static', name, key, memberNode);
    }
  }

  for (const [name, node] of subfeatures(api)) {
    if (/^[A-Z]/.test(name)) addInterface(name, node);
    else if (isUsed(name)) add('global', '', name, node);
  }
  for (const [name, node] of subfeatures(javascript.builtins as unknown as Identifier)) {
    if (used.globals.has(name)) add('global', '', name, node, true);
    for (const [key, member] of subfeatures(node)) {
      if (!used.members.has(key)) continue;
      for (const kind of ['static', 'prototype'] as const) add(kind, name, key, member, true);
      if (name !== 'Intl') continue;
      for (const [inner, innerNode] of subfeatures(member)) {
        if (used.members.has(inner)) add('prototype', `Intl.${key}`, inner, innerNode, true);
      }
    }
  }
  for (const [name, node] of subfeatures(css.selectors as unknown as Identifier)) {
    if (used.selectors.has(name)) add('selector', '', name, node);
  }
  return features;
}

/** Globals that no browser is said to have: a typing error, or data that is too old. */
export function unknownGlobals({ globals }: UsedNames): string[] {
  const known = (name: string): boolean =>
    name in api ||
    name in (api['Window'] ?? {}) ||
    name in (api['EventTarget'] ?? {}) ||
    name in (javascript.builtins ?? {}) ||
    name === 'arguments';
  return [...globals].filter((name) => !known(name));
}

/** A browser whose version is known, as `safari 16.4`. */
export interface Release {
  browser: BrowserName;
  version: string;
}

/** Whether a browser of that version has the feature, without a flag and by its own name. */
export function isIn({ browser, version }: Release, { support }: Feature): boolean {
  const statements = [support?.support[browser] ?? []].flat() as SupportStatement[] as {
    version_added: string | false;
    version_removed?: string;
    flags?: unknown;
    prefix?: string;
    alternative_name?: string;
  }[];
  return statements.some(
    ({ version_added: added, version_removed: removed, flags, prefix, alternative_name: other }) =>
      typeof added === 'string' &&
      added !== 'preview' &&
      !flags &&
      !prefix &&
      !other &&
      compare(added, version) <= 0 &&
      !(removed && compare(removed, version) <= 0),
  );
}

/** `≤37` counts as 37. */
function compare(one: string, other: string): number {
  const [a = [], b = []] = [one, other].map((version) => version.replace('≤', '').split('.').map(Number));
  return (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0);
}
