/** French, with « vous », and without words that would have to know who reads them (« déconnecté(e) »). */
import type { Strings } from '../strings.js';

export const strings: Strings = {
  frameTitle: 'Portail de parrainage',
  loading: 'Chargement de votre portail de parrainage…',
  stillLoading: 'Le chargement se poursuit…',
  linkOffered: 'Cela prend plus de temps que d’habitude. Vous pouvez ouvrir votre portail directement\u00a0:',
  openPortal: 'Ouvrir votre portail de parrainage',
  retry: 'Réessayer',
  signedOut: 'Votre session est fermée. Reconnectez-vous pour accéder à votre portail de parrainage.',
  noAccess: 'Votre compte n’a pas accès au portail de parrainage.',
  noProgramme: 'Aucun programme de parrainage n’est associé à votre compte.',
  tooManyRequests: 'Trop de requêtes. Nouvelle tentative dans un instant.',
  tooManyRequestsUntil: 'Trop de requêtes. Nouvelle tentative à {time}.',
  notAnswering: 'Votre portail de parrainage ne répond pas pour le moment.',
  notAnsweringUntil: 'Votre portail de parrainage ne répond pas pour le moment. Nouvelle tentative à {time}.',
  offline: 'Vous êtes hors ligne. Le portail se chargera dès le retour de la connexion.',
  expired: 'Votre session sur le portail a expiré.',
  cannotBeShown: 'Votre portail de parrainage ne peut pas être affiché ici.',
  maybeNotShown: 'Si rien ne s’affiche ci-dessus, ouvrez votre portail directement\u00a0:',
  wentWrong: 'Une erreur s’est produite.',
};
