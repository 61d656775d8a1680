/** What the portal link says when it cannot send somebody on, in the languages of the element. Plain text without markup. */
export interface LinkWords {
  portal: string;
  /** Nobody is signed in. */
  signedOut: string;
  /** No partner, or none who may in. */
  noAccess: string;
  /** The vendor is away, or asked for patience. */
  notAnswering: string;
  /** Nothing is the matter, but that no page of ours has led here: another site has, or an address that somebody typed. */
  confirm: string;
  open: string;
  retry: string;
}

export const LINK_WORDS = {
  en: {
    portal: 'Referral portal',
    signedOut: 'You are signed out. Please sign in, then try again.',
    noAccess: 'Your account has no access to the referral portal. Please ask our support.',
    notAnswering: 'The referral portal is not answering. Please try again in a few minutes.',
    confirm: 'Your portal opens with one more click.',
    open: 'Open the portal',
    retry: 'Try again',
  },
  de: {
    portal: 'Empfehlungsportal',
    signedOut: 'Sie sind abgemeldet. Bitte melden Sie sich an und versuchen Sie es dann erneut.',
    noAccess: 'Ihr Konto hat keinen Zugriff auf das Empfehlungsportal. Bitte fragen Sie unseren Support.',
    notAnswering: 'Das Empfehlungsportal antwortet nicht. Bitte versuchen Sie es in einigen Minuten erneut.',
    confirm: 'Noch ein Klick, dann öffnet sich Ihr Portal.',
    open: 'Portal öffnen',
    retry: 'Erneut versuchen',
  },
  fr: {
    portal: 'Portail de parrainage',
    signedOut: 'Votre session est fermée. Connectez-vous, puis réessayez.',
    noAccess: 'Votre compte n’a pas accès au portail de parrainage. Contactez notre assistance.',
    notAnswering: 'Le portail de parrainage ne répond pas. Réessayez dans quelques minutes.',
    confirm: 'Encore un clic, et votre portail s’ouvre.',
    open: 'Ouvrir le portail',
    retry: 'Réessayer',
  },
  es: {
    portal: 'Portal de referidos',
    signedOut: 'Su sesión está cerrada. Inicie sesión y vuelva a intentarlo.',
    noAccess: 'Su cuenta no tiene acceso al portal de referidos. Consulte a nuestro soporte.',
    notAnswering: 'El portal de referidos no responde. Vuelva a intentarlo en unos minutos.',
    confirm: 'Su portal se abre con un clic más.',
    open: 'Abrir el portal',
    retry: 'Reintentar',
  },
  it: {
    portal: 'Portale referral',
    signedOut: 'La sessione è chiusa. È necessario accedere e poi riprovare.',
    noAccess: 'Questo account non ha accesso al portale referral. Il nostro supporto può aiutare.',
    notAnswering: 'Il portale referral non risponde. È possibile riprovare tra qualche minuto.',
    confirm: 'Ancora un clic e il portale si apre.',
    open: 'Apri il portale',
    retry: 'Riprova',
  },
  nl: {
    portal: 'Verwijzingsportaal',
    signedOut: 'U bent uitgelogd. Log in en probeer het opnieuw.',
    noAccess: 'Uw account heeft geen toegang tot het verwijzingsportaal. Vraag het onze klantenservice.',
    notAnswering: 'Het verwijzingsportaal reageert niet. Probeer het over enkele minuten opnieuw.',
    confirm: 'Met nog één klik opent u uw portaal.',
    open: 'Portaal openen',
    retry: 'Opnieuw proberen',
  },
  pt: {
    portal: 'Portal de indicações',
    signedOut: 'A sua sessão foi encerrada. Inicie a sessão e tente novamente.',
    noAccess: 'A sua conta não tem acesso ao portal de indicações. Contacte o nosso suporte.',
    notAnswering: 'O portal de indicações não responde. Tente novamente dentro de alguns minutos.',
    confirm: 'O seu portal abre com mais um clique.',
    open: 'Abrir o portal',
    retry: 'Tentar novamente',
  },
  ja: {
    portal: '紹介ポータル',
    signedOut: 'ログアウトされています。ログインしてから、もう一度お試しください。',
    noAccess:
      'お使いのアカウントには、紹介ポータルへのアクセス権がありません。サポートにお問い合わせください。',
    notAnswering: '紹介ポータルから応答がありません。数分後にもう一度お試しください。',
    confirm: 'あと一度クリックすると、ポータルが開きます。',
    open: 'ポータルを開く',
    retry: '再試行',
  },
  ar: {
    portal: 'بوابة الإحالات',
    signedOut: 'تم تسجيل خروجك. يُرجى تسجيل الدخول ثم إعادة المحاولة.',
    noAccess: 'ليس لحسابك صلاحية الوصول إلى بوابة الإحالات. يُرجى التواصل مع فريق الدعم.',
    notAnswering: 'بوابة الإحالات لا تستجيب حاليًا. يُرجى إعادة المحاولة بعد بضع دقائق.',
    confirm: 'نقرة واحدة أخرى وتُفتح بوابتك.',
    open: 'فتح البوابة',
    retry: 'إعادة المحاولة',
  },
} satisfies Readonly<Record<string, LinkWords>>;

export type Language = keyof typeof LINK_WORDS;
