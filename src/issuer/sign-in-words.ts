/** How somebody gets in to the portal who is not signed in, in the languages of the element. Plain text without markup. */
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';

interface SignInWords {
  title: string;
  /** There is no form to sign in: the way leads by the host's site. */
  way: string;
  signedOut: string;
  goTo: string;
}

export const SIGN_IN_WORDS = {
  en: {
    title: 'Your portal is one step away',
    way: 'There is no password to remember here. Sign in to the site where you take part in this programme, and open your referral portal from your account: that brings you in.',
    signedOut: 'If you were here before, your visit has expired or you have signed out.',
    goTo: 'Go to {site}',
  },
  de: {
    title: 'Noch ein Schritt zu Ihrem Portal',
    way: 'Hier brauchen Sie kein Passwort. Melden Sie sich auf der Website an, auf der Sie an diesem Programm teilnehmen, und öffnen Sie das Empfehlungsportal in Ihrem Konto: So kommen Sie hinein.',
    signedOut: 'Falls Sie schon hier waren: Ihre Sitzung ist abgelaufen, oder Sie haben sich abgemeldet.',
    goTo: 'Weiter zu {site}',
  },
  fr: {
    title: 'Plus qu’une étape avant votre portail',
    way: 'Aucun mot de passe à retenir ici. Connectez-vous au site sur lequel vous participez à ce programme, puis ouvrez le portail de parrainage depuis votre compte : vous y serez.',
    signedOut: 'Si vous étiez déjà ici, votre session a expiré ou vous vous êtes déconnecté.',
    goTo: 'Aller sur {site}',
  },
  es: {
    title: 'Solo falta un paso para entrar en su portal',
    way: 'Aquí no hace falta ninguna contraseña. Inicie sesión en el sitio en el que participa en este programa y abra el portal de referidos desde su cuenta: así entrará.',
    signedOut: 'Si ya había entrado antes, su sesión ha caducado o se ha cerrado.',
    goTo: 'Ir a {site}',
  },
  it: {
    title: 'Manca solo un passo al portale',
    way: 'Qui non serve alcuna password. Basta accedere al sito su cui si partecipa a questo programma e aprire il portale referral dal proprio account.',
    signedOut: 'In caso di visita precedente, la sessione è scaduta o è stata chiusa.',
    goTo: 'Vai a {site}',
  },
  nl: {
    title: 'Nog één stap naar uw portaal',
    way: 'U hebt hier geen wachtwoord nodig. Log in op de website waar u aan dit programma deelneemt en open het verwijzingsportaal vanuit uw account: dan bent u binnen.',
    signedOut: 'Was u hier al eerder? Dan is uw sessie verlopen of bent u uitgelogd.',
    goTo: 'Naar {site}',
  },
  pt: {
    title: 'Falta só um passo para o seu portal',
    way: 'Aqui não precisa de palavra-passe. Inicie a sessão no site em que participa neste programa e abra o portal de indicações a partir da sua conta: assim entra.',
    signedOut: 'Se já esteve aqui, a sua sessão expirou ou foi encerrada.',
    goTo: 'Ir para {site}',
  },
  ja: {
    title: 'あと一歩でポータルに入れます',
    way: 'ここではパスワードは必要ありません。このプログラムに参加しているサイトにログインし、アカウントから紹介ポータルを開いてください。',
    signedOut:
      '以前にご利用になったことがある場合は、セッションの有効期限が切れたか、ログアウトされています。',
    goTo: '{site} へ移動',
  },
  ar: {
    title: 'خطوة واحدة تفصلك عن بوابتك',
    way: 'لا حاجة إلى كلمة مرور هنا. يُرجى تسجيل الدخول إلى الموقع الذي تشارك من خلاله في هذا البرنامج، ثم فتح بوابة الإحالات من حسابك هناك.',
    signedOut: 'إذا سبق لك الدخول إلى هنا، فقد انتهت جلستك أو تم تسجيل خروجك.',
    goTo: 'الانتقال إلى {site}',
  },
} satisfies Readonly<Record<string, SignInWords>>;

export type SignInLanguage = keyof typeof SIGN_IN_WORDS;

const isSpoken = (language: string): language is SignInLanguage => Object.hasOwn(SIGN_IN_WORDS, language);

/** The language that the visitor's browser asks for first, of those that are spoken here. */
export const signInLanguage = (c: Context): SignInLanguage => {
  const language = accepts(c, {
    header: 'Accept-Language',
    supports: Object.keys(SIGN_IN_WORDS),
    default: 'en',
    match: (ranges, config) =>
      ranges
        .filter(({ q }) => q > 0)
        .map(({ type }) => type.toLowerCase().split('-')[0] ?? '')
        .find(isSpoken) ?? config.default,
  });
  return isSpoken(language) ? language : 'en';
};
