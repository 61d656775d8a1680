/**
 * Which answers of its token endpoint an embed believes. Elements that the page wrote itself believe any. The CDN script narrows
 * that for embeds that stand for a placeholder in content, whose author may be a stranger (`cdn/allowed-addresses.ts`). No
 * attribute says so, because content could write one.
 */
import type { AcceptedAnswers } from '../protocol/embed-token.js';

type Judge = (embed: Element, tokenEndpoint?: string) => AcceptedAnswers;

let judge: Judge = () => 'any';

/** Asked at each start of an embed, about the place where it stands then. */
export const acceptedAnswers: Judge = (embed, tokenEndpoint) => judge(embed, tokenEndpoint);

/** Sets who decides, for all embeds of the page. */
export function judgeAnswersBy(other: Judge): void {
  judge = other;
}
