/** A vendor's HTTP answer, sorted: the JSON of a 2xx, or the error that everything else means. */
import { lacking, matching, own } from './answer.js';
import type { ApiKey } from './api-key.js';
import { httpDateMs, retryAfterSeconds } from './http-date.js';
import { refusal, type RefportError } from './refport-error.js';

export interface VendorAnswer {
  value: unknown;
  /** The vendor's own clock when it answered; ours where it does not say. */
  answeredAtMs: number;
}

export function vendorAnswer(
  { headers, status, ok }: Response,
  text: string,
  apiKey: ApiKey,
  nowMs: number,
): VendorAnswer | RefportError {
  const value = apiKey.parse(text);
  const answeredAtMs = httpDateMs(headers.get('date')) || nowMs;
  if (ok) return value === undefined ? lacking('JSON') : { value, answeredAtMs };
  const error = own(value, 'error');
  return refusal(
    status,
    matching(/^[A-Z][A-Z\d_]{0,63}$/, own(error, 'code')) ?? 'UNEXPECTED_STATUS',
    apiKey.line(own(error, 'message')) || `The vendor answered ${status}. Is baseUrl right?`,
    {
      requestId: apiKey.line(headers.get('x-request-id')) || undefined,
      retryAfter: retryAfterSeconds(headers.get('retry-after'), answeredAtMs),
    },
  );
}
