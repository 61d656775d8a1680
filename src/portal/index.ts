/** `refport-embed/portal`: makes any page embeddable by `<refport-embed token-delivery="channel">`. */
export { connectToHost, type HostConnection, type HostConnectionOptions, type TokenInfo } from './bridge.js';
export type { VisibleArea } from './visible-area.js';
