/**
 * Gives each slot its content. By hand, because an iframe that stands in the page for the fast start has no slot's name but a
 * place of its own, and we do not write attributes into somebody else's markup.
 */
export function assignSlots(host: Element, root: ParentNode): void {
  const nodes = Array.from(host.childNodes).filter((node) => node instanceof Element || node instanceof Text);
  // Without content of the page, blanks aside, the slot shows its own.
  const hasLink = hasContent(host, '') || nodes.some((node) => node instanceof Text && node.data.trim());
  for (const slot of root.querySelectorAll('slot')) {
    const isEmpty = slot.name === '' && !hasLink;
    slot.assign(...(isEmpty ? [] : nodes.filter((node) => slotOf(node) === slot.name)));
  }
}

/** Whether there is an element for the slot of this name. */
export const hasContent = (host: Element, slot: string): boolean =>
  Array.from(host.children, slotOf).includes(slot);

/** The slot for iframes that stand in the page. */
export const FRAME_SLOT = 'frame';

function slotOf(node: Element | Text): string {
  if (node instanceof HTMLIFrameElement) return FRAME_SLOT;
  return node instanceof Element ? node.slot : '';
}
