/** A drop-down of the demo's forms: named values with their labels, one of them chosen. */
import { html } from 'hono/html';
import type { Html } from './layout.js';

export function choice(name: string, label: string, choices: Record<string, string>, current: string): Html {
  return html`<label>
    <span>${label}</span>
    <select name="${name}">
      ${Object.entries(choices).map(
        ([value, text]) =>
          html`<option value="${value}" ${value === current ? 'selected' : ''}>${text}</option>`,
      )}
    </select>
  </label>`;
}
