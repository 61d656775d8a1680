/** The HTML elements of the page that match. What is no HTML is left alone: an embed in a drawing would not be drawn. */
import { pageDocument } from '../element/page-document.js';

export const findAll = (selector: string): HTMLElement[] =>
  [...pageDocument.querySelectorAll(selector)].filter((element) => element instanceof HTMLElement);
