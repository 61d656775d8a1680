/** The host's own sessions, which the examples take for granted: a cookie names one of three users, as `session.*` does for the other languages. */
interface User {
  email: string;
  name: string;
}

export async function currentUser(request: Request): Promise<User | null> {
  const [, id] = /\bsession=(alice|bob|carol)\b/.exec(request.headers.get('cookie') ?? '') ?? [];
  return id ? { email: `${id}@example.com`, name: `Zoë "${id}" O'Hara \\ <b>` } : null;
}
