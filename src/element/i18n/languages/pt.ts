/** Portuguese, in words that are at home in Brazil and in Portugal alike: no gerunds, no “tela”, no “ecrã”. */
import type { Strings } from '../strings.js';

export const strings: Strings = {
  frameTitle: 'Portal de indicações',
  loading: 'O seu portal de indicações abre em instantes…',
  stillLoading: 'Só mais um momento…',
  linkOffered: 'A abertura demora mais do que o habitual. Pode abrir o seu portal diretamente:',
  openPortal: 'Abrir o seu portal de indicações',
  retry: 'Tentar novamente',
  signedOut: 'A sua sessão foi encerrada. Inicie a sessão novamente para ver o seu portal de indicações.',
  noAccess: 'A sua conta não tem acesso ao portal de indicações.',
  noProgramme: 'Não há programa de indicações para a sua conta.',
  tooManyRequests: 'Excesso de pedidos. Nova tentativa em instantes.',
  tooManyRequestsUntil: 'Excesso de pedidos. Próxima tentativa: {time}.',
  notAnswering: 'O seu portal de indicações não responde neste momento.',
  notAnsweringUntil: 'O seu portal de indicações não responde neste momento. Próxima tentativa: {time}.',
  offline: 'Sem acesso à internet. O portal abre assim que o acesso voltar.',
  expired: 'A sua sessão no portal expirou.',
  cannotBeShown: 'O seu portal de indicações não pode ser mostrado aqui.',
  maybeNotShown: 'Se nada aparecer acima, abra o seu portal diretamente:',
  wentWrong: 'Ocorreu um erro.',
};
