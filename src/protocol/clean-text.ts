/** Longest text of a portal that the host's page shows or reports, in characters. */
const MAX_TEXT_LENGTH = 200;

/** C0 and C1 controls, and the marks that reorder or hide text (Unicode UAX #9, bidirectional formatting). */
const UNSEEN = /[\p{Cc}\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

/** Makes a foreign text safe to show beside one's own: short, one line, without invisible or reordering characters. */
export function cleanText(text: string): string {
  return text.slice(0, MAX_TEXT_LENGTH).replace(UNSEEN, ' ').trim();
}
