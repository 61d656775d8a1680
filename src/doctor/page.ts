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
  inside: Tag[];
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
  const tags = tagsIn(parse(answer.text, { sourceCodeLocationInfo: true }), false);
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

/** In the order of the page. The content of a `<template>` is no part of it. */
function tagsIn(node: Node, isInHead: boolean): Tag[] {
  const children = 'childNodes' in node ? node.childNodes : [];
  return children.filter(defaultTreeAdapter.isElementNode).flatMap((element) => {
    const inside = tagsIn(element, isInHead || element.tagName === 'head');
    return [tagOf(element, inside, isInHead), ...inside];
  });
}

function tagOf({ tagName, attrs, sourceCodeLocation }: Element, inside: Tag[], isInHead: boolean): Tag {
  return {
    name: tagName,
    line: sourceCodeLocation?.startLine ?? 1,
    isInHead,
    isClosed: Boolean(sourceCodeLocation?.endTag),
    attributes: new Map(attrs.map(({ name, value }) => [name, value])),
    inside,
  };
}
