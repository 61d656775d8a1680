/** German, with „Sie“. */
import type { Strings } from '../strings.js';

export const strings: Strings = {
  frameTitle: 'Empfehlungsportal',
  loading: 'Ihr Empfehlungsportal wird geladen\u00a0…',
  stillLoading: 'Es wird noch geladen\u00a0…',
  linkOffered: 'Das dauert länger als gewöhnlich. Sie können Ihr Portal direkt öffnen:',
  openPortal: 'Empfehlungsportal öffnen',
  retry: 'Erneut versuchen',
  signedOut: 'Sie sind abgemeldet. Melden Sie sich wieder an, um Ihr Empfehlungsportal zu sehen.',
  noAccess: 'Ihr Konto hat keinen Zugriff auf das Empfehlungsportal.',
  noProgramme: 'Für Ihr Konto gibt es kein Empfehlungsprogramm.',
  tooManyRequests: 'Zu viele Anfragen. Wir versuchen es gleich noch einmal.',
  tooManyRequestsUntil: 'Zu viele Anfragen. Wir versuchen es um {time} Uhr noch einmal.',
  notAnswering: 'Ihr Empfehlungsportal antwortet im Moment nicht.',
  notAnsweringUntil:
    'Ihr Empfehlungsportal antwortet im Moment nicht. Wir versuchen es um {time} Uhr noch einmal.',
  offline: 'Sie sind offline. Das Portal wird geladen, sobald Sie wieder verbunden sind.',
  expired: 'Ihre Sitzung im Portal ist abgelaufen.',
  cannotBeShown: 'Ihr Empfehlungsportal kann hier nicht angezeigt werden.',
  maybeNotShown: 'Falls oben nichts zu sehen ist, öffnen Sie Ihr Portal direkt:',
  wentWrong: 'Es ist ein Fehler aufgetreten.',
};
