/** Spanish, with «usted», for Spain and Latin America. */
import type { Strings } from '../strings.js';

export const strings: Strings = {
  frameTitle: 'Portal de referidos',
  loading: 'Cargando su portal de referidos…',
  stillLoading: 'Todavía se está cargando…',
  linkOffered: 'Está tardando más de lo habitual. Puede abrir su portal directamente:',
  openPortal: 'Abrir su portal de referidos',
  retry: 'Reintentar',
  signedOut: 'Su sesión está cerrada. Vuelva a iniciar sesión para ver su portal de referidos.',
  noAccess: 'Su cuenta no tiene acceso al portal de referidos.',
  noProgramme: 'No hay ningún programa de referidos para su cuenta.',
  tooManyRequests: 'Demasiadas solicitudes. Volveremos a intentarlo en unos instantes.',
  tooManyRequestsUntil: 'Demasiadas solicitudes. Hora del próximo intento: {time}.',
  notAnswering: 'Su portal de referidos no responde en este momento.',
  notAnsweringUntil: 'Su portal de referidos no responde en este momento. Hora del próximo intento: {time}.',
  offline: 'No hay conexión a internet. El portal se cargará en cuanto se restablezca.',
  expired: 'Su sesión en el portal ha finalizado.',
  cannotBeShown: 'Su portal de referidos no se puede mostrar aquí.',
  maybeNotShown: 'Si no ve nada arriba, abra su portal directamente:',
  wentWrong: 'Se ha producido un error.',
};
