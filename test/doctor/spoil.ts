/** Ways to spoil a healthy answer. */
import type { Fault, Faults } from './faulty-site.js';

export const header =
  (name: string, value: string | string[] | undefined): Fault =>
  (healthy) => {
    const { [name]: _, ...others } = healthy.headers;
    return { ...healthy, headers: value === undefined ? others : { ...others, [name]: value } };
  };

export const status =
  (code: number): Fault =>
  (healthy) => ({ ...healthy, status: code });

/** @param written what stands there once; a test that replaces nothing would test nothing */
export const replace =
  (written: string, other: string): Fault =>
  (healthy) => {
    if (healthy.body.split(written).length !== 2) throw new Error(`The answer has not one ${written}.`);
    return { ...healthy, body: healthy.body.replace(written, () => other) };
  };

/** On the page, and nothing else. */
export const onPage = (written: string, other: string): Faults => ({ page: replace(written, other) });

/** The whole body of the page. */
export const body =
  (html: string): Fault =>
  (healthy) => ({ ...healthy, body: `<!doctype html><title>Account</title>${html}` });

/** For a partner who is signed in alone. */
export const toPartner =
  (fault: Fault): Fault =>
  (healthy, request) =>
    healthy.status === 200 ? fault(healthy, request) : healthy;

export const toStranger =
  (fault: Fault): Fault =>
  (healthy, request) =>
    healthy.status === 401 ? fault(healthy, request) : healthy;

export const answers = (json: unknown): Fault =>
  toPartner((healthy) => ({ ...healthy, body: typeof json === 'string' ? json : JSON.stringify(json) }));

export const redirect =
  (location: string): Fault =>
  (healthy) => ({ ...healthy, status: 302, headers: { ...healthy.headers, location }, body: '' });

export const hangUp: Fault = () => undefined;

export const both =
  (...faults: Fault[]): Fault =>
  (healthy, request) => {
    let spoilt: ReturnType<Fault> = healthy;
    for (const fault of faults) spoilt = spoilt && fault(spoilt, request);
    return spoilt;
  };
