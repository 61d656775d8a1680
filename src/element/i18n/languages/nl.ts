/** Dutch, with ‘u’. */
import type { Strings } from '../strings.js';

export const strings: Strings = {
  frameTitle: 'Verwijzingsportaal',
  loading: 'Uw verwijzingsportaal wordt geladen…',
  stillLoading: 'Het laden duurt nog even…',
  linkOffered: 'Dit duurt langer dan gebruikelijk. U kunt uw portaal rechtstreeks openen:',
  openPortal: 'Open uw verwijzingsportaal',
  retry: 'Opnieuw proberen',
  signedOut: 'U bent uitgelogd. Log opnieuw in om uw verwijzingsportaal te zien.',
  noAccess: 'Uw account heeft geen toegang tot het verwijzingsportaal.',
  noProgramme: 'Er is geen verwijzingsprogramma voor uw account.',
  tooManyRequests: 'Te veel verzoeken. We proberen het zo meteen opnieuw.',
  tooManyRequestsUntil: 'Te veel verzoeken. We proberen het om {time} uur opnieuw.',
  notAnswering: 'Uw verwijzingsportaal reageert op dit moment niet.',
  notAnsweringUntil:
    'Uw verwijzingsportaal reageert op dit moment niet. We proberen het om {time} uur opnieuw.',
  offline: 'U bent offline. Het portaal wordt geladen zodra u weer verbinding hebt.',
  expired: 'Uw sessie in het portaal is verlopen.',
  cannotBeShown: 'Uw verwijzingsportaal kan hier niet worden weergegeven.',
  maybeNotShown: 'Ziet u hierboven niets? Open uw portaal dan rechtstreeks:',
  wentWrong: 'Er is iets misgegaan.',
};
