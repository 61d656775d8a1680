/**
 * The script of the portal pages. On a page of its own it adds the copy button's work. In the frame it does everything:
 * gets the token from the host's page, asks the issuer for the partner's content, notices when the token has expired.
 */
import { copyOnClick } from './copy-on-click.js';
import { startPartnerFrame } from './partner-frame.js';
import './portal-page.css';

copyOnClick();

// Only the frame's document says whom it listens to.
const { allowedOrigins } = document.documentElement.dataset;
if (allowedOrigins !== undefined) startPartnerFrame(allowedOrigins.split(' ').filter(Boolean));
