/** A client that takes its time, or never comes to an end. It speaks bytes, because no HTTP client would send such requests. */
import { connect } from 'node:net';

/** Sends the text, then the rest again and again until the server hangs up; answers all that came back. */
export async function sayEndlessly(port: number, text: string, rest: string): Promise<string> {
  return sayUntilClosed(port, text, async (socket) => {
    if (socket.write(rest)) return new Promise(setImmediate); // or nothing would be read meanwhile
    return new Promise<void>((resolve) => socket.once('drain', resolve).once('close', resolve));
  });
}

const BYTE_EVERY_MS = 20;

/** Sends the text, then a byte now and then until the server hangs up; answers all that came back. */
export async function saySlowly(port: number, text: string): Promise<string> {
  return sayUntilClosed(port, text, async (socket) => {
    socket.write('x');
    await new Promise((resolve) => setTimeout(resolve, BYTE_EVERY_MS));
  });
}

async function sayUntilClosed(
  port: number,
  text: string,
  sayMore: (socket: ReturnType<typeof connect>) => Promise<unknown>,
): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (part) => (answer += String(part)));
  socket.on('error', () => undefined); // to be hung up on in the middle of a word is what is wanted
  socket.write(text.replaceAll('\n', '\r\n'));
  while (!socket.destroyed) await sayMore(socket);
  return answer;
}

/** Of a body whose length is not said: a part of so many bytes. */
export const chunk = (bytes: number): string => `${bytes.toString(16)}\r\n${'x'.repeat(bytes)}\r\n`;
