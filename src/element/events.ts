/**
 * What the element tells the page. All events bubble and cross shadow roots; their fields also stand under `detail`, for
 * frameworks that look there. None ever holds a token.
 */
import type { EmbedError, EmbedErrorCode } from '../protocol/embed-error.js';
import { bare } from '../protocol/own-property.js';
import type { EmbedStatus } from './status.js';

class EmbedEvent<Detail extends object> extends Event {
  /** The fields of this event once more, as a CustomEvent would carry them. */
  readonly detail: Detail;

  constructor(type: string, detail: Detail, cancelable = false) {
    super(type, bare({ bubbles: true, composed: true, cancelable }));
    this.detail = detail;
    Object.assign(this, detail);
  }
}

/** `refport-status`: the element's status has changed. */
export class RefportStatusEvent extends EmbedEvent<{ status: EmbedStatus; previous: EmbedStatus }> {
  static readonly type = 'refport-status';
  declare readonly status: EmbedStatus;
  declare readonly previous: EmbedStatus;

  constructor(status: EmbedStatus, previous: EmbedStatus) {
    super(RefportStatusEvent.type, { status, previous });
  }
}

/** `refport-ready`: the status is `ready`, and was `loading` or `failed` before: the portal is on the screen, not only refreshed. */
export class RefportReadyEvent extends EmbedEvent<object> {
  static readonly type = 'refport-ready';

  constructor() {
    super(RefportReadyEvent.type, {});
  }
}

/** `refport-token`: a token has been handed to the portal. */
export class RefportTokenEvent extends EmbedEvent<{ expiresAt: Date | undefined }> {
  static readonly type = 'refport-token';
  /** When it expires, by this machine's clock; `undefined` when the token endpoint did not say. */
  declare readonly expiresAt: Date | undefined;

  constructor(expiresAt: Date | undefined) {
    super(RefportTokenEvent.type, { expiresAt });
  }
}

/** `refport-resize`: the frame has a new height. */
export class RefportResizeEvent extends EmbedEvent<{ height: number }> {
  static readonly type = 'refport-resize';
  /** CSS pixels. */
  declare readonly height: number;

  constructor(height: number) {
    super(RefportResizeEvent.type, { height });
  }
}

interface RefportErrorDetail {
  code: EmbedErrorCode;
  retryable: boolean;
  status: number | undefined;
  cause: unknown;
}

/** `refport-error`: the embed has failed. `preventDefault()` keeps the built-in words away; the link is shown all the same. */
export class RefportErrorEvent extends EmbedEvent<RefportErrorDetail> {
  static readonly type = 'refport-error';
  declare readonly code: EmbedErrorCode;
  /** Whether trying again (`element.reload()`) can help. */
  declare readonly retryable: boolean;
  /** HTTP status of the token endpoint, if that is what failed. */
  declare readonly status: number | undefined;
  /** The error behind this one, for logs. */
  declare readonly cause: unknown;

  constructor({ code, retryable, status, cause }: EmbedError) {
    super(RefportErrorEvent.type, { code, retryable, status, cause }, true);
  }
}

declare global {
  interface HTMLElementEventMap {
    'refport-status': RefportStatusEvent;
    'refport-ready': RefportReadyEvent;
    'refport-token': RefportTokenEvent;
    'refport-resize': RefportResizeEvent;
    'refport-error': RefportErrorEvent;
  }
}
