/**
 * Calls back when the page's own policy refuses the portal's frame. It is the one kind of blocked frame that browsers
 * tell about; all others look like a frame that has loaded (see `docs/element.md`, "Blocked portals").
 */
import { pageDocument } from './page-document.js';

export function onFrameRefused(origin: string, signal: AbortSignal, callback: () => void): void {
  pageDocument.addEventListener(
    'securitypolicyviolation',
    ({ disposition, effectiveDirective, blockedURI }) => {
      if (disposition !== 'enforce' || effectiveDirective !== 'frame-src') return;
      if (URL.canParse(blockedURI) && new URL(blockedURI).origin === origin) callback();
    },
    { signal },
  );
}
