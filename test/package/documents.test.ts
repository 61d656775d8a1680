/** What the documents print is true: snippets compile, attributes and files exist, numbers are those of the build. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(project, 'docs')).map((name) => `docs/${name}`),
];
const read = (name: string): string => readFileSync(join(project, name), 'utf8');

/** What stands between ``` and ```, by language. */
const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(/^```(\w+)\n(.*?)^```/gms)].flatMap(([, found, code = '']) =>
    found === language ? [code] : [],
  );

describe('the documents', () => {
  // Inside the project, so that `refport-embed` is the package itself.
  const folder = join(project, 'node_modules/.cache/snippets');
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('print TypeScript that compiles', () => {
    mkdirSync(folder, { recursive: true });
    // What a snippet takes for granted of the host's own code.
    writeFileSync(
      join(folder, 'host.d.ts'),
      `interface HostUser { id: string; email: string; name: string; affiliateId: string }
       declare function currentUser(request: Request): Promise<HostUser | null>;`,
    );
    // docs/backends.md is whole files that import each other: test/backends compiles them, and runs them.
    const files = documents
      .filter((name) => name !== 'docs/backends.md')
      .flatMap((name) =>
        blocks(read(name), 'ts').map((code, n) => {
          const file = `${name.replace(/\W/g, '-')}-${n}.ts`;
          writeFileSync(join(folder, file), `${code}\nexport {};\n`);
          return file;
        }),
      );
    assert.ok(files.length >= 2, 'there are snippets');
    const tsconfig = {
      extends: join(project, 'tsconfig.json'),
      compilerOptions: { rootDir: folder, noUnusedLocals: false, types: ['node'] },
      include: [folder],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
    execFileSync(process.execPath, [join(project, 'node_modules/typescript/bin/tsc'), '-p', folder], {
      stdio: 'pipe',
      encoding: 'utf8',
    });
  });

  it('give <refport-embed> only attributes that it has, and always a link inside', () => {
    const known = new Set(
      [...read('docs/element.md').matchAll(/^\| `([a-z-]+)`(?:, `([a-z-]+)`)? /gm)].flatMap(([, a, b]) => [
        a,
        b,
      ]),
    );
    let elements = 0;
    for (const name of documents) {
      for (const code of blocks(read(name), 'html')) {
        for (const [, attributes = '', content = ''] of code.matchAll(
          /<refport-embed([^>]*)>(.*?)<\/refport-embed>/gs,
        )) {
          elements += 1;
          assert.match(content, /<a href=/, name);
          for (const [, attribute] of attributes.matchAll(/([a-z-]+)=/g)) {
            assert.ok(attribute === 'style' || known.has(attribute), `${name}: ${attribute}`);
          }
        }
      }
    }
    assert.ok(elements >= 3, 'there are elements');

    // The same in the other shapes, with `data-` before each.
    const own = ['refport-embed', 'refport-allow'];
    const tags = documents.flatMap(
      (name) =>
        blocks(read(name), 'html')
          .join('')
          .match(/<(div|a|script)\b[^>]* data-[^>]*>/g) ?? [],
    );
    for (const tag of tags) {
      for (const [, attribute = ''] of tag.matchAll(/ data-([a-z-]+)="/g)) {
        assert.ok(
          own.includes(attribute) || (known.has(attribute) && attribute !== 'token'),
          `${tag}: ${attribute}`,
        );
      }
    }
    assert.ok(tags.length >= 4, 'there are other shapes');
  });

  it('name a digest with an exact version alone, and with crossorigin', () => {
    let digests = 0;
    for (const name of documents) {
      for (const [tag, attributes = ''] of read(name).matchAll(/<script\s([^>]*)>/g)) {
        if (!attributes.includes('integrity=')) continue;
        digests += 1;
        assert.match(tag, /src="https:[^"]*\/\d+\.\d+\.\d+\/[^"]*"/, name);
        assert.match(tag, /crossorigin="anonymous"/, name);
      }
    }
    assert.ok(digests > 0, 'there are digests');
  });

  it('lead to files that exist', () => {
    for (const name of documents) {
      const links = [...read(name).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)].map(
        ([, link = '']) => link,
      );
      const files = [...read(name).matchAll(/`((?:src|test|docs|demo)\/[\w./-]+\.\w+)`/g)].map(
        ([, file = '']) => file,
      );
      for (const link of links)
        assert.ok(existsSync(resolve(project, dirname(name), link)), `${name}: ${link}`);
      for (const file of files) assert.ok(existsSync(join(project, file)), `${name}: ${file}`);
    }
  });

  it('name the version that the package has', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    assert.match(read('README.md'), new RegExp(`/refport-embed/${version}/refport-embed\\.js`));
    const major = `v${version.split('.')[0]}`;
    for (const name of documents) {
      for (const [address, named = ''] of read(name).matchAll(/\/refport-embed\/(v?\d[\d.]*)\//g)) {
        assert.ok(named === version || named === major, `${name}: ${address}`);
      }
    }
    assert.match(read('CHANGELOG.md'), new RegExp(`^## ${version}`, 'm'));
    assert.match(read('src/element/version.ts'), new RegExp(`'${version}'`));
  });
});
