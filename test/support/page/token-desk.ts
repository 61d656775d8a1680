/**
 * A page's own way to get tokens, at which everybody waits until the test hands out an answer: what happens while a token is
 * on its way can be looked at for as long as it takes.
 *
 *     const desk = new TokenDesk();
 *     element.fetchToken = desk.fetchToken;
 *     desk.refuse(new EmbedError('UNAUTHENTICATED', 'Nobody is signed in.'));
 *     desk.give('pt_1');
 */
import type { FetchToken } from '../../../src/element/index.js';

interface Question {
  resolve(token: string): void;
  reject(error: Error): void;
}

export class TokenDesk {
  /** How often a token was asked for. */
  asked = 0;
  readonly #questions: Question[] = [];
  readonly #answers: ((question: Question) => void)[] = [];

  readonly fetchToken: FetchToken = () => {
    this.asked += 1;
    return new Promise<string>((resolve, reject) => {
      this.#questions.push({ resolve, reject });
      this.#serve();
    });
  };

  /** The next answer, for whoever waits or for whoever comes. */
  give(token: string): void {
    this.#answers.push(({ resolve }) => resolve(token));
    this.#serve();
  }

  refuse(error: Error): void {
    this.#answers.push(({ reject }) => reject(error));
    this.#serve();
  }

  #serve(): void {
    while (this.#questions.length > 0 && this.#answers.length > 0) {
      const [question, answer] = [this.#questions.shift(), this.#answers.shift()];
      if (question) answer?.(question);
    }
  }
}
