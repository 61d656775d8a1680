/** For each rule of the linter that guards something of ours: a piece of code that breaks it. */
import type { SourceFile } from './lint.js';

export interface Offender extends SourceFile {
  rule: string;
}

const inElement = (rule: string, code: string): Offender => ({
  rule,
  file: `src/element/${rule.replace(/[()]/g, '-')}.ts`,
  code,
});

const anywhere = (
  rule: string,
  code: string,
  file = `src/server/${rule.replace(/[()/]/g, '-')}.ts`,
): Offender => ({
  rule,
  file,
  code,
});

const element = (body: string) => `class AnElement extends LitElement { ${body} }`;
const template = (markup: string) => element(`render() { return html\`${markup}\`; }`);

export const OFFENDERS: readonly Offender[] = [
  anywhere('typescript(no-explicit-any)', `export const token: any = 1;`),
  anywhere('typescript(no-non-null-assertion)', `export const first = (list: string[]) => list[0]!;`),
  anywhere(
    'typescript(consistent-type-imports)',
    `import { Token } from './token.js'; export const f = (t: Token) => [t];`,
  ),
  anywhere('eslint(eqeqeq)', `export const same = (a: string, b: string) => a == b;`),
  anywhere('eslint(max-lines)', `export {};\n${'// a line too many\n'.repeat(251)}`),
  anywhere('import(no-default-export)', `export default 1;`),
  anywhere('unicorn(filename-case)', `export {};`, 'src/server/tokenSession.ts'),
  ...['protocol', 'element', 'cdn', 'portal', 'portal-page'].flatMap((folder) =>
    ['process', 'Buffer'].map((name) =>
      anywhere(
        'eslint(no-restricted-globals)',
        `console.log(${name});`,
        `src/${folder}/reads-${name.toLowerCase()}.ts`,
      ),
    ),
  ),

  inElement('lit(attribute-names)', element(`static properties = { tokenEndpoint: {} };`)),
  inElement('lit(attribute-value-entities)', template(`<p title="a > b"></p>`)),
  inElement('lit(ban-attributes)', template(`<p style="color: red"></p>`)),
  inElement('lit(binding-positions)', template('<${tag}></p>')),
  inElement('lit(lifecycle-super)', element(`connectedCallback() { this.start(); }`)),
  inElement('lit(no-classfield-shadowing)', element(`static properties = { token: {} }; token = '';`)),
  inElement('lit(no-duplicate-template-bindings)', template('<p title=${a} title=${b}></p>')),
  inElement('lit(no-invalid-escape-sequences)', template('\\0123')),
  inElement('lit(no-invalid-html)', template('<p />')),
  inElement('lit(no-legacy-imports)', `import { internalProperty } from 'lit-element'; internalProperty();`),
  inElement('lit(no-legacy-template-syntax)', template('<p on-click=${f}></p>')),
  inElement(
    'lit(no-property-change-update)',
    element(`static properties = { x: {} }; update() { super.update(); this.x = 1; }`),
  ),
  inElement('lit(no-this-assign-in-render)', element(`render() { this.x = 1; }`)),
  inElement('lit(no-useless-template-literals)', template("<p>${'text'}</p>")),
  inElement('lit(no-value-attribute)', template('<input value=${x}>')),

  inElement(
    'wc(attach-shadow-constructor)',
    `class A extends HTMLElement { x() { this.attachShadow({ mode: 'open' }); } }`,
  ),
  inElement(
    'wc(no-child-traversal-in-attributechangedcallback)',
    `class A extends HTMLElement { attributeChangedCallback() { this.querySelector('a'); } }`,
  ),
  inElement(
    'wc(no-child-traversal-in-connectedcallback)',
    `class A extends HTMLElement { connectedCallback() { this.querySelector('a'); } }`,
  ),
  inElement(
    'wc(no-closed-shadow-root)',
    `class A extends HTMLElement { constructor() { super(); this.attachShadow({ mode: 'closed' }); } }`,
  ),
  inElement(
    'wc(no-constructor-attributes)',
    `class A extends HTMLElement { constructor() { super(); this.id = 'x'; this.innerHTML = ''; this.setAttribute('a', 'b'); } }`,
  ),
  inElement('wc(no-constructor-params)', `class A extends HTMLElement { constructor(token) { super(); } }`),
  inElement('wc(no-invalid-element-name)', `customElements.define('portal', class extends HTMLElement {});`),
  inElement('wc(no-self-class)', `class A extends HTMLElement { x() { this.classList.add('a'); } }`),
  inElement('wc(no-typos)', `class A extends HTMLElement { conectedCallback() {} }`),
  inElement(
    'wc(require-listener-teardown)',
    `class A extends HTMLElement { connectedCallback() { window.addEventListener('x', this.f); } }`,
  ),
];
