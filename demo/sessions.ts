/** Who is signed in on the host site: a random cookie, and what it stands for in memory. */
import { randomUUID } from 'node:crypto';
import { parse, serialize } from 'hono/utils/cookie';
import type { User } from './users.js';

const COOKIE = 'acme_session';

export class Sessions {
  readonly #users = new Map<string, User>();

  /** The signed-in user of a request. This is all that the host's two endpoints need to know of it. */
  userOf(request: Request): User | undefined {
    return this.#users.get(idOf(request));
  }

  /** Signs in; the answer is a `Set-Cookie` value. */
  start(user: User): string {
    const id = randomUUID();
    this.#users.set(id, user);
    return serialize(COOKIE, id, { path: '/', httpOnly: true, sameSite: 'Lax' });
  }

  /** Signs out; the answer is a `Set-Cookie` value. */
  end(request: Request): string {
    this.#users.delete(idOf(request));
    return serialize(COOKIE, '', { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: 0 });
  }
}

function idOf(request: Request): string {
  return parse(request.headers.get('cookie') ?? '', COOKIE)[COOKIE] ?? '';
}
