/** What a built script says by name: nothing else of the platform can it use. */
import { parseAst } from 'rolldown/parseAst';

export interface UsedNames {
  /** Names that the script does not declare itself. */
  globals: ReadonlySet<string>;
  /** Names of properties that it reads, writes or takes apart. */
  members: ReadonlySet<string>;
  /** Names after a colon in its texts: `has` of `:has(iframe)`. */
  selectors: ReadonlySet<string>;
}

interface Node {
  type: string;
  [field: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

export function usedNames(code: string): UsedNames {
  const identifiers = new Set<string>();
  const declared = new Set<string>();
  const members = new Set<string>();
  const selectors = new Set<string>();

  function visit(node: Node): void {
    const { type, computed, property, key, id, params, local, param } = node;
    if (type === 'MemberExpression' && isNode(property)) addName(computed ? 'literal' : 'name', property);
    if (/^(Property|MethodDefinition|PropertyDefinition)$/.test(type) && isNode(key)) addName('name', key);
    for (const pattern of [id, param, local, ...(Array.isArray(params) ? (params as unknown[]) : [])]) {
      if (isNode(pattern)) declare(pattern);
    }
    if (type === 'Literal' || type === 'TemplateElement') findSelectors(node['value']);
    for (const [field, child] of Object.entries(node)) {
      const isName = (field === 'property' || field === 'key') && !computed;
      for (const each of Array.isArray(child) ? (child as unknown[]) : [child]) {
        if (!isNode(each) || (isName && each.type === 'Identifier')) continue;
        if (each.type === 'Identifier') identifiers.add(String(each['name']));
        visit(each);
      }
    }
  }

  function addName(field: 'name' | 'literal', node: Node): void {
    const name = node[field === 'name' ? 'name' : 'value'];
    if (typeof name === 'string' && node.type !== 'PrivateIdentifier') members.add(name);
  }

  /** Names that a pattern binds: `{ a, b: [c = 1] }`. */
  function declare(pattern: Node): void {
    const { type, name, left, argument, value, elements, properties } = pattern;
    if (type === 'Identifier') declared.add(String(name));
    for (const part of [left, argument, value, ...[elements, properties].flat()]) {
      if (isNode(part)) declare(part);
    }
  }

  function findSelectors(value: unknown): void {
    const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
    for (const [, name = ''] of text.matchAll(/:([a-z][a-z-]+)/g)) selectors.add(name);
  }

  visit(parseAst(code) as unknown as Node);
  return { globals: new Set([...identifiers].filter((name) => !declared.has(name))), members, selectors };
}
