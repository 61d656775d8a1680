import type { Size } from './driver.js';

/** Of a new page, in every engine. */
export const VIEWPORT: Size = { width: 1280, height: 800 };
