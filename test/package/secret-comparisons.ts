/**
 * Where a program compares a secret by means that take longer the more of it is right. Found in the syntax tree, by names:
 * `token`, `apiKey`, `row.verifier_hash`, whatever is called or passed on the way.
 */
import { parseSync, Visitor, type ESTree } from 'vite';

const SECRET = /^(?:token|secret|key|verifier|hash|digest|signature|session|cookie|password|jwt|mac)$/;
/** A secret, whatever the last word of its name is. */
const ALWAYS_SECRET = /secret|verifier|password/;
const OPERATORS = new Set(['===', '!==', '==', '!=', '<', '>', '<=', '>=']);
const METHODS = new Set([
  'compare',
  'endsWith',
  'equals',
  'has',
  'includes',
  'indexOf',
  'is',
  'lastIndexOf',
  'localeCompare',
  'startsWith',
]);
/** A database compares byte by byte, too: rows are found by something that is no secret. */
const SQL_COMPARISON =
  /\b(?:where|and|or|on|when|having)\s+(?:\w+\.)?\w*(?:token|secret|verifier|hash|digest|signature|password)\w*\s*(?:=|<|>|!=|in\b|is\b|like\b|between\b)/i;

/** Each as it stands in the file. */
export function secretComparisons(file: string, code: string): string[] {
  const { program, errors } = parseSync(file, code);
  if (errors.length > 0) throw new SyntaxError(`${file}: ${errors[0]?.message}`);
  const found: string[] = [];
  const report = ({ start, end }: ESTree.Node): void => void found.push(code.slice(start, end));
  new Visitor({
    BinaryExpression(node) {
      const sides = [node.left, node.right];
      if (OPERATORS.has(node.operator) && sides.some(isSecret) && !sides.some(saysNothing)) report(node);
    },
    CallExpression(node) {
      const { callee } = node;
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
      const compared = [callee.object, ...node.arguments];
      if (METHODS.has(callee.property.name) && compared.some(isSecret)) report(node);
    },
    SwitchStatement(node) {
      if (isSecret(node.discriminant)) report(node.discriminant);
    },
    Literal(node) {
      if (typeof node.value === 'string' && SQL_COMPARISON.test(node.value)) report(node);
    },
    TemplateLiteral(node) {
      if (node.quasis.some(({ value }) => SQL_COMPARISON.test(value.raw))) report(node);
    },
  }).visit(program);
  return found;
}

/** Whether the value of an expression is a secret, or made of one. */
function isSecret(node: ESTree.Node): boolean {
  switch (node.type) {
    case 'Identifier':
    case 'PrivateIdentifier':
      return isSecretName(node.name);
    case 'Literal':
      return false;
    case 'MemberExpression':
      // `token.length` is none, though `token` is; `row['token']` is one.
      return node.property.type === 'Literal'
        ? isSecretName(String(node.property.value))
        : isSecret(node.property);
    case 'CallExpression':
      return [
        node.callee.type === 'MemberExpression' ? node.callee.object : node.callee,
        ...node.arguments,
      ].some((part) => isSecret(part) || (part.type === 'Literal' && isSecretName(String(part.value))));
    case 'TemplateLiteral':
      return node.expressions.some(isSecret);
    case 'LogicalExpression':
      return isSecret(node.left) || isSecret(node.right);
    case 'BinaryExpression':
      return node.operator === '+' && (isSecret(node.left) || isSecret(node.right));
    case 'ConditionalExpression':
      return isSecret(node.consequent) || isSecret(node.alternate);
    case 'AwaitExpression':
      return isSecret(node.argument);
    case 'ChainExpression':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return isSecret(node.expression);
    default:
      return false;
  }
}

function isSecretName(name: string): boolean {
  const last =
    name
      .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .split('_')
      .at(-1) ?? '';
  return SECRET.test(last) || ALWAYS_SECRET.test(name.toLowerCase());
}

/** What a secret may be compared with: whether there is one, or of what kind it is, is no secret. */
const saysNothing = (node: ESTree.Node): boolean =>
  (node.type === 'Identifier' && node.name === 'undefined') ||
  (node.type === 'Literal' && (node.value === null || node.value === '' || typeof node.value === 'number'));
