/**
 * What the script tag runs, as a classic script or as a module, unless the page has the element already: that question comes
 * first in the built file, before Lit (`element/free-name.ts`, `vite.config.ts`).
 */
import { RefportEmbed } from '../element/index.js';
import { distrustContent } from './allowed-addresses.js';
import { upgradePlaceholders } from './placeholders.js';

distrustContent(); // before an element of a kept page is defined, and starts
RefportEmbed.define();
upgradePlaceholders();
