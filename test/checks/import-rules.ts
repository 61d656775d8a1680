/** Who may import whom, by examples. */

/** For a file at this place: statements that the linter lets through, and statements that it does not. */
export interface Place {
  file: string;
  allowed: string[];
  forbidden: string[];
}

export const PLACES: Place[] = [
  {
    file: 'src/protocol/messages.ts',
    allowed: [`import './embed-error.js';`, `import type { Hello } from './schemas.js';`],
    forbidden: [
      `import { helloSchema } from './schemas.js';`,
      `import * as z from 'zod';`,
      `import 'lit';`,
      `import 'node:fs';`,
      `import type { Partner } from '../issuer/partners.js';`,
      `export { send } from '../element/frame/channel.js';`,
      `await import('../portal/index.js');`,
    ],
  },
  {
    file: 'src/protocol/schemas.ts',
    allowed: [`import * as z from 'zod';`, `import './messages.js';`],
    forbidden: [`import 'zod/mini';`, `import 'hono';`, `import '../server/index.js';`],
  },
  {
    file: 'src/element/token/session.ts',
    allowed: [
      `import '../../protocol/embed-token.js';`,
      `import type { Hello } from '../../protocol/schemas.js';`,
      `import { PortalFrame } from '../frame/frame.js';`,
      `import { backoffMs } from './timing.js';`,
    ],
    forbidden: [
      `import { helloSchema } from '../../protocol/schemas.js';`,
      `import { html } from 'lit';`,
      `import 'zod';`,
      `import 'node:events';`,
      `import type { HostConnection } from '../../portal/index.js';`,
      `import '../../server/index.js';`,
      `import 'refport-embed';`,
    ],
  },
  {
    file: 'src/element/connection.ts',
    allowed: [
      `import type { EmbedErrorCode } from '../protocol/embed-error.js';`,
      `import type { Settings } from './settings.js';`,
    ],
    forbidden: [
      `import { EmbedError } from '../protocol/embed-error.js';`,
      `import { readSettings } from './settings.js';`,
      `import { lifecycle } from './page/lifecycle.js';`,
      `import 'lit';`,
    ],
  },
  {
    file: 'src/element/connect.ts',
    allowed: [`import { UrlPortal } from './frame/url-dialect.js';`],
    forbidden: [`import 'lit';`, `import '../portal/index.js';`],
  },
  {
    file: 'src/element/page/look.ts',
    allowed: [
      `import type { Theme } from '../../protocol/messages.js';`,
      `import { shared } from './shared.js';`,
    ],
    forbidden: [
      `import { TokenSession } from '../token/session.js';`,
      `import { PortalFrame } from '../frame/frame.js';`,
      `import type { Settings } from '../settings.js';`,
      `import 'lit';`,
      `import '../../portal/index.js';`,
    ],
  },
  {
    file: 'src/element/i18n/load-language.ts',
    allowed: [`import { ENGLISH } from './strings.js';`, `await import('./languages/de.js');`],
    forbidden: [`import 'lit';`, `import '../../portal/index.js';`],
  },
  {
    file: 'src/element/i18n/languages/xx.ts',
    allowed: [`import type { Strings } from '../strings.js';`],
    forbidden: [
      `import { ENGLISH } from '../strings.js';`,
      `import './de.js';`,
      `import '../../../protocol/own-property.js';`,
      `import 'lit';`,
    ],
  },
  {
    file: 'src/element/refport-embed.ts',
    allowed: [
      `import { LitElement } from 'lit';`,
      `import { ref } from 'lit/directives/ref.js';`,
      `import { Embed } from './embed.js';`,
    ],
    forbidden: [
      `import '../portal/index.js';`,
      `import 'zod';`,
      `import { helloSchema } from '../protocol/schemas.js';`,
    ],
  },
  {
    file: 'src/element/view/styles.ts',
    allowed: [`import { css } from 'lit';`],
    forbidden: [`import '../../cdn/script.js';`],
  },
  {
    file: 'src/element/define.ts',
    allowed: [`import './refport-embed.js';`],
    forbidden: [`import 'lit';`, `import '../cdn/script.js';`],
  },
  {
    file: 'src/cdn/script.ts',
    allowed: [`import '../element/index.js';`, `import './placeholders.js';`],
    forbidden: [`import 'lit';`, `import '../protocol/embed-token.js';`, `import 'node:fs';`],
  },
  {
    file: 'src/portal/bridge.ts',
    allowed: [`import '../protocol/messages.js';`, `import './host-channel.js';`],
    forbidden: [
      `import '../element/index.js';`,
      `import { helloSchema } from '../protocol/schemas.js';`,
      `import 'lit';`,
      `import '../portal-page/portal-page.js';`,
    ],
  },
  {
    file: 'src/portal-page/portal-page.ts',
    allowed: [`import '../portal/index.js';`, `import './notice.js';`, `import './portal-page.css';`],
    forbidden: [`import '../protocol/messages.js';`, `import '../element/index.js';`, `import 'zod';`],
  },
  {
    file: 'src/server/client.ts',
    allowed: [`import type { RefportToken } from '../protocol/schemas.js';`, `import './answer.js';`],
    forbidden: [
      `import { refportTokenSchema } from '../protocol/schemas.js';`,
      `import 'zod';`,
      `import 'node:crypto';`,
      `import '../issuer/index.js';`,
    ],
  },
  {
    file: 'src/issuer/api.ts',
    allowed: [
      `import { Hono } from 'hono';`,
      `import { html } from 'hono/html';`,
      `import { serve } from '@hono/node-server';`,
      `import * as z from 'zod';`,
      `import * as jose from 'jose';`,
      `import 'node:crypto';`,
      `import 'node:fs/promises';`,
      `await import('@photostructure/sqlite');`,
      `import '../protocol/schemas.js';`,
      `import type { Refport } from '../server/index.js';`,
      `import { parse } from '../cli/program.js';`,
    ],
    forbidden: [
      `import { embedTokenHandler } from '../server/index.js';`,
      `import '../portal-page/portal-page.js';`,
      `import '../element/index.js';`,
      `import 'lit';`,
      `import 'express';`,
      `import '../cli/cli.js';`,
      `import '../doctor/diagnose.js';`,
    ],
  },
  {
    file: 'src/doctor/site.ts',
    allowed: [
      `import { parse } from 'parse5';`,
      `import parsePolicy from 'content-security-policy-parser';`,
      `import { readSettings } from '../element/settings.js';`,
      `import { readTokenAnswer } from '../element/token/answer.js';`,
      `import { run } from '../cli/program.js';`,
      `import { CHECKS } from './checks/index.js';`,
    ],
    forbidden: [
      `import { RefportEmbed } from '../element/index.js';`,
      `import { pageDocument } from '../element/page/document.js';`,
      `import '../server/index.js';`,
      `import 'undici';`,
    ],
  },
  {
    file: 'src/doctor/checks/portal.ts',
    allowed: [
      `import { portalUrlProblem } from '../../element/frame/address.js';`,
      `import { shown } from '../origins.js';`,
    ],
    forbidden: [`import '../../server/index.js';`, `import '../../element/view/view.js';`],
  },
  {
    file: 'src/cli/cli.ts',
    allowed: [
      `import './program.js';`,
      `import 'node:util';`,
      `await import('../issuer/cli.js');`,
      `await import('../doctor/cli.js');`,
    ],
    forbidden: [`import '../issuer/index.js';`, `import '../element/index.js';`, `import 'hono';`],
  },
  {
    file: 'src/release/notices.ts',
    allowed: [
      `import 'node:fs';`,
      `import 'node:fs/promises';`,
      `import type { Plugin } from 'vite';`,
      `import { version } from '../element/version.js';`,
      `import './integrity.js';`,
    ],
    forbidden: [
      `import { build } from 'vite';`,
      `import '../element/index.js';`,
      `import '../portal/index.js';`,
      `import 'lit';`,
    ],
  },
  {
    file: 'demo/pages/welcome.ts',
    allowed: [
      `import 'refport-embed/server';`,
      `import 'refport-embed';`,
      `import 'hono';`,
      `import 'node:fs/promises';`,
      `import '../knobs.js';`,
    ],
    forbidden: [
      `import '../../src/server/index.js';`,
      `import '../../dist/server/index.js';`,
      `import '../../test/support/browser/driver.js';`,
      `import 'zod';`,
    ],
  },
  {
    file: 'test/element/any-order.test.ts',
    allowed: [`import { fc } from '../support/world/seed.js';`],
    forbidden: [`import fastCheck from 'fast-check';`, `import type { Arbitrary } from 'fast-check';`],
  },
  {
    file: 'test/support/world/seed.ts',
    allowed: [`import fc from 'fast-check';`],
    forbidden: [],
  },
];
