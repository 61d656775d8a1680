/**
 * A custom element that shows a Lit template. Of `LitElement` we would use this much: what changes in one go is drawn together,
 * a moment later. Its reactive properties, which are most of it, we have no use for.
 */
import { render, type TemplateResult } from 'lit/html.js';

/** Server-side rendering imports the class too, where there is nothing to extend. */
const Base = globalThis.HTMLElement ?? (Object as unknown as typeof HTMLElement);

export abstract class TemplateElement extends Base {
  readonly renderRoot = this.attachShadow({ mode: 'open', slotAssignment: 'manual' });
  #drawing: Promise<void> | undefined;

  /** Resolves when everything that has happened so far is drawn. */
  get updateComplete(): Promise<void> {
    return this.#drawing ?? Promise.resolve();
  }

  /** Draws what there is to show, in a moment. */
  requestUpdate(): void {
    this.#drawing ??= this.#draw();
  }

  protected abstract render(): TemplateResult;

  /** What changes before this is called from an override is drawn with the rest. */
  protected performUpdate(): void {
    this.#drawing = undefined; // what changes from now on is drawn anew
    render(this.render(), this.renderRoot);
  }

  async #draw(): Promise<void> {
    await Promise.resolve();
    try {
      this.performUpdate();
    } catch (error) {
      this.#drawing = undefined;
      throw error;
    }
  }
}
