/** A client of the W3C WebDriver protocol, as small as our tests need it: WebKitGTK speaks nothing else. */
import { freePort } from '../world/free-port.js';
import { earlyEnd, pauseGroup, startChild, stopChild } from './child-process.js';

/** How an element travels through WebDriver: an object with this one key. */
const ELEMENT_KEY = 'element-6066-11e4-a52e-4f735466cecf';
export type ElementReference = { [ELEMENT_KEY]: string };

/** WebKit now and then loses a command that meets a change of process: whoever waits for something asks again. */
const COMMAND_TIMEOUT_MS = 8_000;
/** A browser takes its time to start on a busy machine. */
const START_TIMEOUT_MS = 30_000;

export interface WebDriverServer {
  url: string;
  /** Stops the server and the browser for so long. */
  pause(ms: number): Promise<void>;
  stop(): void;
}

/** Starts a WebDriver server on a free port and waits until it answers. */
export async function startWebDriver(
  command: string,
  options: readonly string[],
  env = process.env,
): Promise<WebDriverServer> {
  const port = await freePort();
  const child = startChild(command, [...options, `--port=${port}`], { stdio: 'ignore', env });
  const url = `http://127.0.0.1:${port}`;
  try {
    await Promise.race([answers(`${url}/status`), earlyEnd(child)]);
  } catch (error) {
    stopChild(child);
    throw error;
  }
  return { url, pause: (ms) => pauseGroup(child.pid, ms), stop: () => stopChild(child) };
}

async function answers(url: string, timeoutMs = 10_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer within ${timeoutMs} ms.`);
}

/** One running browser. Commands are named as in https://www.w3.org/TR/webdriver2/#endpoints. */
export class WebDriverSession {
  readonly browserVersion: string;
  readonly #server: WebDriverServer;
  readonly #url: string;

  private constructor(server: WebDriverServer, id: string, browserVersion: string) {
    this.#server = server;
    this.#url = `${server.url}/session/${id}`;
    this.browserVersion = browserVersion;
  }

  /** Starts the server's one browser; the server ends with it. */
  static async start(server: WebDriverServer, capabilities: object): Promise<WebDriverSession> {
    const body = { capabilities: { alwaysMatch: capabilities } };
    const answer = (await send('POST', `${server.url}/session`, body, START_TIMEOUT_MS)) as {
      sessionId: string;
      capabilities: { browserVersion: string };
    };
    return new WebDriverSession(server, answer.sessionId, answer.capabilities.browserVersion);
  }

  get(command: string): Promise<unknown> {
    return send('GET', `${this.#url}/${command}`);
  }

  post(command: string, body: object = {}): Promise<unknown> {
    return send('POST', `${this.#url}/${command}`, body);
  }

  delete(command: string): Promise<unknown> {
    return send('DELETE', `${this.#url}/${command}`);
  }

  navigate(url: string): Promise<unknown> {
    return this.post('url', { url });
  }

  /** The value of an expression; a promise is awaited. */
  evaluate(expression: string): Promise<unknown> {
    return this.post('execute/sync', { script: `return (${expression});`, args: [] });
  }

  clickElement(element: ElementReference): Promise<unknown> {
    return this.post(`element/${element[ELEMENT_KEY]}/click`);
  }

  /** A PNG of what the window shows. */
  async screenshot(): Promise<Buffer> {
    return Buffer.from((await this.get('screenshot')) as string, 'base64');
  }

  sleep(ms: number): Promise<void> {
    return this.#server.pause(ms);
  }

  /** Never fails: a browser that does not close is ended with its server. */
  async end(): Promise<void> {
    await send('DELETE', this.#url).catch(() => undefined);
    this.#server.stop();
  }
}

async function send(
  method: string,
  url: string,
  body?: object,
  timeoutMs = COMMAND_TIMEOUT_MS,
): Promise<unknown> {
  const command = `${method} ${new URL(url).pathname}`;
  // Not AbortSignal.timeout(): Node 20 may collect that signal as garbage while fetch waits for it.
  const controller = new AbortController();
  const tooLate = new Error(`WebDriver did not answer within ${timeoutMs} ms: ${command}`);
  const timer = setTimeout(() => controller.abort(tooLate), timeoutMs);
  try {
    const response = await fetch(url, {
      method,
      signal: controller.signal,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const { value } = (await response.json()) as { value: unknown };
    if (response.ok) return value;
    const { error, message } = value as { error: string; message: string };
    throw new Error(`WebDriver ${command}: ${error}: ${message}`);
  } finally {
    clearTimeout(timer);
  }
}
