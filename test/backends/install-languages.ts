/** `npm run languages`: installs the languages of docs/backends.md that the tests do not find and Debian has. */
import { installFromDebian } from '../support/browser/debian.js';
import { LANGUAGES } from './languages.js';

const missing = LANGUAGES.filter(({ command, packages }) => packages.length > 0 && !command());
if (missing.length === 0) console.log('All languages are here.');
else {
  installFromDebian(
    missing.map(({ name }) => name),
    missing.flatMap(({ packages }) => packages),
  );
}
