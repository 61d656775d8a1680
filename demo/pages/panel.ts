/**
 * The demo's control panel: a form that sets the knobs in the page's own URL, the embed's events as they happen, and the
 * snippet in effect. Form and fold work without a script; `public/panel.js` fills in the events.
 */
import { html } from 'hono/html';
import { CHOICES, NUMBERS, withKnobs, type Knobs } from '../knobs.js';
import { choice } from './choice.js';
import type { Html } from './layout.js';

export interface Panel {
  knobs: Knobs;
  /** The HTML in effect. */
  snippet: Html;
  open: boolean;
}

export async function panel({ knobs, snippet, open }: Panel): Promise<Awaited<Html>> {
  const source = String(await snippet); // a plain string again, so that it is escaped and can be read
  return html`<aside aria-label="Demo">
    <details class="panel" ${open ? 'open' : ''}>
      <summary>Demo controls</summary>
      <div class="panel-body">
        <form method="get" action="/">
          <input type="hidden" name="panel" value="open" />
          ${Object.entries(CHOICES).map(([name, { label, choices }]) =>
            choice(name, label, choices, knobs[name as keyof typeof CHOICES]),
          )}
          ${Object.entries(NUMBERS).map(([name, bounds]) =>
            number(name, bounds, knobs[name as keyof typeof NUMBERS]),
          )}
          <div class="panel-actions">
            <button>Apply</button>
            <a href="/?panel=open">Reset</a>
            <a href="${withKnobs('/states', { theme: knobs.theme })}">All states</a>
          </div>
        </form>
        <h2 id="panel-events">Events of the embed</h2>
        <ol id="timeline" tabindex="0" aria-labelledby="panel-events"></ol>
        <h2 id="panel-snippet">The snippet on this page</h2>
        <pre tabindex="0" aria-labelledby="panel-snippet"><code>${source}</code></pre>
      </div>
    </details>
  </aside>`;
}

function number(name: string, bounds: (typeof NUMBERS)[keyof typeof NUMBERS], current: number): Html {
  return html`<label>
    <span>${bounds.label}</span>
    <input type="number" name="${name}" min="${bounds.min}" max="${bounds.max}" value="${current}" required />
  </label>`;
}
