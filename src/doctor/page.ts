/** A page's HTML, read as browsers read it: its tags with their lines, its base and its policies. */
import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes } from 'parse5';
import type { Answer } from './ask.js';
import { parsePolicies, type Policy } from './policy.js';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

export interface Tag {
  name: string;
  line: number;
  isInHead: boolean;
  /** Whether its end tag is written; void elements have none. */
  isClosed: boolean;
  attributes: ReadonlyMap<string, string>;
  /** All elements inside. */
  inside: () => Tag[];
}

export interface Page {
  url: URL;
  answer: Answer;
  /** What its relative addresses are resolved against. */
  base: string;
  tags: Tag[];
  policies: Policy[];
}

/** By its type, unless it is JSON of the wrong type, as PHP sends it to those who name none. */
export const isPage = ({ headers, text }: Answer): boolean =>
  /\bx?html\b/i.test(headers.get('content-type') ?? '') && !/^\s*([[{"]|-?\d+\s*$)/.test(text);

export function readPage(answer: Answer): Page {
  const tags = tagsIn(parse(answer.text, { sourceCodeLocationInfo: true }));
  const url = new URL(answer.url);
  const written = tags.find(({ name, attributes }) => name === 'base' && attributes.has('href'));
  const href = written?.attributes.get('href') ?? '';
  const inMarkup = tags.flatMap(({ name, attributes, isInHead }) =>
    name === 'meta' && isInHead && attributes.get('http-equiv')?.toLowerCase() === 'content-security-policy'
      ? parsePolicies(attributes.get('content'))
      : [],
  );
  return {
    url,
    answer,
    base: URL.canParse(href, url) ? new URL(href, url).href : url.href,
    tags,
    policies: [...parsePolicies(answer.headers.get('content-security-policy')), ...inMarkup],
  };
}

/** In the order of the page, and without recursion: a page may be nested as deep as it likes. */
function tagsIn(document: Node): Tag[] {
  const tags: Tag[] = [];
  const steps = childrenOf(document).map((child) => enter(child, false));
  for (let step = steps.pop(); step; step = steps.pop()) step();
  return tags;

  function enter(element: Element, isInHead: boolean): () => void {
    return () => {
      const index = tags.length;
      let end = index + 1;
      tags.push(tagOf(element, isInHead, () => tags.slice(index + 1, end)));
      steps.push(() => {
        end = tags.length;
      });
      steps.push(...childrenOf(element).map((child) => enter(child, isInHead || element.tagName === 'head')));
    };
  }
}

/** The elements, last one first. The content of a `<template>` is no part of the page. */
const childrenOf = (node: Node): Element[] =>
  'childNodes' in node ? node.childNodes.filter(defaultTreeAdapter.isElementNode).reverse() : [];

const tagOf = (
  { tagName, attrs, sourceCodeLocation }: Element,
  isInHead: boolean,
  inside: () => Tag[],
): Tag => ({
  name: tagName,
  line: sourceCodeLocation?.startLine ?? 1,
  isInHead,
  isClosed: Boolean(sourceCodeLocation?.endTag),
  attributes: new Map(attrs.map(({ name, value }) => [name, value])),
  inside,
});
