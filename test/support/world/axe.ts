/** What axe finds fault with in a document: the rules and the elements, none where all is well. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Frame } from '../browser/driver.js';

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

export async function axeFindings(document: Frame): Promise<unknown> {
  return document.evaluate(`(async () => {
    ${AXE}
    const { violations } = await window.axe.run();
    return violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(', '));
  })()`);
}
