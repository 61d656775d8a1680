/** `npm run browsers`: installs the browsers that the tests do not find, from the distribution's own packages. */
import { ENGINES, installations, isBundled, type Engine } from './browsers.js';
import { installFromDebian } from './debian.js';

/** Of Debian. The font is the one in the pictures of `test/visual`; WebKit needs a display as well. */
const PACKAGES: Readonly<Record<Engine, readonly string[]>> = {
  chromium: ['chromium', 'fonts-dejavu-core'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
};

const missing = ENGINES.filter((engine) => !isInstalled(engine));

function isInstalled(engine: Engine): boolean {
  return installations()[engine] !== undefined && !(engine === 'chromium' && isBundled());
}

if (missing.length === 0) console.log('All three browsers are here.');
else {
  installFromDebian(
    missing,
    missing.flatMap((engine) => PACKAGES[engine]),
  );
}
