/** Takes what browsers report about the strict policy. There should be nothing to report. */
import { Hono } from 'hono';
import type { DemoLog } from './log.js';

export function cspReports(log: DemoLog): Hono {
  return new Hono().post('/', async (c) => {
    const body: unknown = await c.req.json();
    const report = read(body, 'csp-report');
    log({
      kind: 'csp-report',
      directive: String(read(report, 'effective-directive') ?? read(report, 'violated-directive')),
      blocked: String(read(report, 'blocked-uri')),
    });
    return c.body(null, 204);
  });
}

function read(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
