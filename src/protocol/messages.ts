/**
 * The conversation between the element (in the host's page) and the portal (in the iframe), protocol version 1.
 *
 * Before there is a channel, both speak over their windows, in the open:
 *
 *   1. The portal says `hello` to `window.parent`, to whoever that is: the message holds no secret, only the protocol
 *      versions it speaks and a random id of its document. It repeats itself until it is answered, because it may be
 *      up before the element listens.
 *   2. The element, when it finds a frame already in the page, says `hi`; the portal answers with `hello` at once. So it
 *      does not matter who is first.
 *   3. The element checks that the `hello` is from its own frame's window and from the portal's exact origin. It then
 *      sends `init` to that origin, and with it one end of a MessageChannel. `init` repeats the document's id, so that
 *      no other document takes it for its own.
 *   4. The portal takes `init` only from `window.parent`, and only from an origin that its programme has registered.
 *
 * From there on both speak over the port alone, which no third party can reach. The token goes this way, as soon as there
 * are both a token and a port. `n` counts the tokens: `token:expired` about another than the last is an echo and ignored.
 *
 * A port does not tell when its other end dies. A new `hello`, with another document's id, does: the frame has loaded a
 * new document, so the old port is closed and everything begins at 3.
 *
 * Fields may be added to any message. An unknown `t` has no effect, but it counts as nonsense: hundreds of them within minutes cost a
 * portal its frame. What must change otherwise gets a new version.
 */
import type { Hello } from './schemas.js';

export type { Hello, Hi, HostMessage, Init, PortalMessage, Theme, Vars } from './schemas.js';

/** The protocol versions this code speaks, best first. */
export const PROTOCOL_VERSIONS = [1] as const;

/** Whether a portal that says `hello` speaks a version that we speak too. */
export const hasCommonVersion = (hello: Hello): boolean =>
  PROTOCOL_VERSIONS.some((version) => hello.v.includes(version));

/** 128 random bits as 32 hexadecimal digits. `crypto.randomUUID` would need a secure context, a host's page may have none. */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
