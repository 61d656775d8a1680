/** Italian, impersonal: neither «tu» nor «Lei». */
import type { Strings } from '../strings.js';

export const strings: Strings = {
  frameTitle: 'Portale referral',
  loading: 'Caricamento del portale referral…',
  stillLoading: 'Caricamento ancora in corso…',
  linkOffered: 'Il caricamento richiede più tempo del solito. È possibile aprire il portale direttamente:',
  openPortal: 'Apri il portale referral',
  retry: 'Riprova',
  signedOut: 'La sessione è chiusa. Per vedere il portale referral è necessario accedere di nuovo.',
  noAccess: 'Questo account non ha accesso al portale referral.',
  noProgramme: 'Nessun programma referral è associato a questo account.',
  tooManyRequests: 'Troppe richieste. Nuovo tentativo tra qualche istante.',
  tooManyRequestsUntil: 'Troppe richieste. Prossimo tentativo: {time}.',
  notAnswering: 'Il portale referral al momento non risponde.',
  notAnsweringUntil: 'Il portale referral al momento non risponde. Prossimo tentativo: {time}.',
  offline: 'Nessuna connessione a Internet. Il portale verrà caricato appena sarà ripristinata.',
  expired: 'La sessione nel portale è scaduta.',
  cannotBeShown: 'Il portale referral non può essere visualizzato qui.',
  maybeNotShown: 'Se qui sopra non si vede nulla, è possibile aprire il portale direttamente:',
  wentWrong: 'Si è verificato un errore.',
};
