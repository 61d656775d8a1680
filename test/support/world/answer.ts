/** How a fixture answers one request. Tests write these; they travel to the fixture servers in the query, as JSON. */
export interface Answer {
  /** 200 unless told. */
  status?: number;
  /** Beside the fixture's own headers, or in place of them; an empty value leaves one out. */
  headers?: Record<string, string>;
  /** In place of the fixture's own body. */
  body?: string;
  /** The same, as JSON. */
  json?: unknown;
  /** Waits this long before it answers. */
  delayMs?: number;
  /** Waits until the test lets go of it. */
  held?: boolean;
  /** Answers 302 with this location. */
  redirect?: string;
  /** No answer at all: the connection stays open, is reset, or ends in the middle of the body. */
  instead?: 'hang' | 'reset' | 'cut';
}

/** One request that a fixture has received. */
export interface ReceivedRequest {
  method: string;
  /** Path and query. */
  url: string;
  headers: Record<string, string | undefined>;
}

/** A fixture answers the n-th request with its n-th answer; the last one repeats. */
export function writeAnswers(parameters: URLSearchParams, answers: readonly Answer[]): void {
  for (const answer of answers) parameters.append('answer', JSON.stringify(answer));
}

export function readAnswer(parameters: URLSearchParams, requestNumber: number): Answer {
  const answers = parameters.getAll('answer');
  return JSON.parse(answers[requestNumber - 1] ?? answers.at(-1) ?? '{}') as Answer;
}
