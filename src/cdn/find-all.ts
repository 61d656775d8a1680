/** The HTML elements that match, of the page or of a part of it. What is no HTML is left alone: an embed in a drawing would not be drawn. */
import { pageDocument } from '../element/page/document.js';

export function findAll(selector: string, part?: Element): HTMLElement[] {
  // Past the names of a form's fields, which hide what it has.
  const found = part
    ? Element.prototype.querySelectorAll.call(part, selector)
    : pageDocument.querySelectorAll(selector);
  return [...found].filter((element) => element instanceof HTMLElement);
}
