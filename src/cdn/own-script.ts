/** The tag that this script came by. */
import { pageDocument } from '../element/page/document.js';
import { findAll } from './find-all.js';

/** Read while the script runs for the first time: later nobody is the current script. As a module it never is. */
const { currentScript } = pageDocument;

/** Its address; the address of what looks like it where that is not known; `undefined` on a page that bundles its scripts anew. */
export const ownAddress: string | undefined = (
  (currentScript ?? findAll('script[src*="/refport-embed"]')[0]) as HTMLScriptElement | undefined
)?.src;
