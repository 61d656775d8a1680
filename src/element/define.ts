/** `refport-embed/define`: importing this registers `<refport-embed>`. Importing the class alone does not. */
import { RefportEmbed } from './refport-embed.js';

// Server-side rendering imports this too, where there is no registry and nothing to define.
if (typeof customElements !== 'undefined') RefportEmbed.define();

export * from './index.js';

declare global {
  interface HTMLElementTagNameMap {
    'refport-embed': RefportEmbed;
  }
}
