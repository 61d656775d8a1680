/** Reads a request's JSON, and no more of it than a request of this API can need. */
import type * as z from 'zod';
import { ApiError, validationError } from './api-error.js';
import { sentence } from './schemas.js';

const MAX_BYTES = 16 * 1024;

/** The body as the schema wants it; 413 when it is too large, 422 when it is anything else. */
export async function readJson<T extends z.ZodType>(request: Request, schema: T): Promise<z.output<T>> {
  const result = schema.safeParse(parse(await readBytes(request)));
  if (result.success) return result.data;
  throw validationError(sentence(result.error));
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const tooLarge = () =>
    new ApiError(413, 'PAYLOAD_TOO_LARGE', `The body may have ${MAX_BYTES} bytes at most.`);
  if (Number(request.headers.get('Content-Length')) > MAX_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop cancels the stream: what is too much is never read.
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > MAX_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // The parser's own message quotes the body.
    throw validationError('The body must be JSON, in UTF-8.');
  }
}
