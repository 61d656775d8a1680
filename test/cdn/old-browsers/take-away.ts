/**
 * Runs first in a page, as text: takes features of the platform away, makes them throw, or notes which are used.
 * It keeps to itself what it needs, since the next line may take that away.
 */
import type { Feature } from './platform-features.js';

export type Taken = Pick<Feature, 'name' | 'owner' | 'key' | 'kind'>;
export type Mode = 'missing' | 'throwing' | 'noted';

export function takeAway(features: readonly Taken[], mode: Mode): Record<string, true> {
  const { getOwnPropertyDescriptor, defineProperty, create } = Object;
  const { apply, construct, deleteProperty, get } = Reflect;
  const windowPrototype = Window.prototype;
  const noted = create(null) as Record<string, true>;

  type Hook = (feature: string) => void;
  const throwing: Hook = (feature) => {
    throw new TypeError(`${feature} throws on this page`);
  };
  const hook: Hook = mode === 'noted' ? (feature) => void (noted[feature] = true) : throwing;

  const isFunction = (value: unknown): value is (...args: unknown[]) => unknown =>
    typeof value === 'function';

  function hooked(name: string, value: (...args: unknown[]) => unknown): unknown {
    return new Proxy(value, {
      apply(target, self, args) {
        hook(name);
        return apply(target, self, args);
      },
      construct(target, args, newTarget) {
        hook(name);
        return construct(target, args, newTarget) as object;
      },
    });
  }

  function replace(name: string, holder: object, key: string): void {
    const property = getOwnPropertyDescriptor(holder, key);
    if (property?.configurable !== true) return; // no browser is without it
    if (mode === 'missing') return void deleteProperty(holder, key);
    const {
      get: getter,
      set: setter,
      value,
    } = property as {
      get?: (this: unknown) => unknown;
      set?: (this: unknown, value: unknown) => void;
      value?: unknown;
    };
    if (getter) {
      defineProperty(holder, key, {
        ...property,
        get() {
          hook(name);
          return apply(getter, this, []);
        },
        set(written: unknown) {
          hook(name);
          if (setter) apply(setter, this, [written]);
        },
      });
    } else if (isFunction(value)) defineProperty(holder, key, { ...property, value: hooked(name, value) });
  }

  /** Old browsers throw at selectors that they do not know. */
  function refuseSelector(name: string): void {
    const { includes } = String.prototype;
    for (const { prototype } of [Document, DocumentFragment, Element]) {
      for (const key of ['querySelector', 'querySelectorAll', 'matches', 'closest']) {
        const value = getOwnPropertyDescriptor(prototype, key)?.value as unknown;
        if (!isFunction(value)) continue;
        const refusing = function (this: unknown, selector: unknown): unknown {
          if (apply(includes, selector, [name]))
            throw new DOMException(`${name} is no selector`, 'SyntaxError');
          return apply(value, this, [selector]);
        };
        defineProperty(prototype, key, { value: refusing, configurable: true, writable: true });
      }
    }
  }

  function at(path: string): unknown {
    let found: unknown = globalThis;
    for (const name of path.split('.'))
      found = found instanceof Object ? (get(found, name) as unknown) : undefined;
    return found;
  }

  // All are looked up before the first one goes: each may be on the way to another.
  const places = features.map(({ name, owner, key, kind }) => {
    const base = owner === '' ? globalThis : at(owner);
    const holder = kind === 'prototype' ? (base as { prototype?: unknown } | undefined)?.prototype : base;
    return { name, key, kind, holder, isObject: holder instanceof Object };
  });
  for (const { name, key, kind, holder, isObject } of places) {
    if (kind === 'selector') refuseSelector(name);
    else if (kind === 'constructor') {
      const value = get(globalThis, key) as unknown;
      if (!isFunction(value)) continue;
      defineProperty(globalThis, key, {
        configurable: true,
        writable: true,
        value: new Proxy(value, {
          construct(target, args, newTarget) {
            hook(name);
            return construct(target, args, newTarget) as object;
          },
        }),
      });
    } else if (isObject) {
      replace(name, holder as object, key);
      if (kind === 'global') replace(name, windowPrototype, key);
    }
  }
  return noted;
}
