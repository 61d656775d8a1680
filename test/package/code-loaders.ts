/** What in a script could make a browser run code that is not in the script: found in its syntax tree, not in its text. */
import { parseSync, Visitor, type ESTree } from 'vite';

/** Names that turn text or addresses into code, wherever they stand: as a variable, or as a property of `window`. */
const LOADERS = new Set([
  'eval',
  'execScript',
  'Function',
  'importScripts',
  'Worker',
  'SharedWorker',
  'serviceWorker',
  'srcdoc',
]);

const TIMERS = new Set(['setTimeout', 'setInterval']);

/** Each as it stands in the script. */
export function codeLoaders(script: string): string[] {
  const { program, errors } = parseSync('script.js', script);
  if (errors.length > 0) throw new SyntaxError(errors[0]?.message);
  const found: string[] = [];
  const report = ({ start, end }: ESTree.Node): void =>
    void found.push(script.slice(start, end).slice(0, 80));
  new Visitor({
    Identifier(node) {
      if (LOADERS.has(node.name)) report(node);
    },
    MemberExpression(node) {
      if (node.computed && LOADERS.has(textOf(node.property) ?? '')) report(node);
    },
    ImportExpression: report,
    ImportDeclaration: report,
    CallExpression(node) {
      const name = calledName(node.callee);
      const [first] = node.arguments;
      // A function's constructor is `Function`.
      if (name === 'constructor') report(node);
      if (TIMERS.has(name ?? '') && textOf(first) !== undefined) report(node);
      if (name === 'createElement' && textOf(first)?.toLowerCase() === 'script') report(node);
    },
    NewExpression(node) {
      if (calledName(node.callee) === 'constructor') report(node);
    },
  }).visit(program);
  return found;
}

/** What is called: `b` of `a.b()`, `a['b']()` and `b()`. */
function calledName(callee: ESTree.Node): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression') return undefined;
  return callee.property.type === 'Identifier' && !callee.computed
    ? callee.property.name
    : textOf(callee.property);
}

/** The text that a node is: whole for a literal, as far as it is known for a template or a sum. */
function textOf(node: ESTree.Node | undefined): string | undefined {
  switch (node?.type) {
    case 'Literal':
      return typeof node.value === 'string' ? node.value : undefined;
    case 'TemplateLiteral':
      return node.quasis.map(({ value }) => value.cooked).join('');
    case 'BinaryExpression':
      return node.operator === '+' ? (textOf(node.left) ?? textOf(node.right)) : undefined;
    default:
      return undefined;
  }
}
