/** What the frame says when something keeps the content away, in the languages of the element. Plain text without markup. */

/** What there is to say. */
export type Sentence =
  /** The host has not handed over a token yet. */
  | 'waiting'
  | 'unreachable'
  /** There is content, and no way to refresh it. */
  | 'outdated'
  /** The token has expired, or the browser has restored the page without it. */
  | 'expired'
  /** The issuer knows the partner, and lets them in no more. */
  | 'notActive'
  /** The issuer knows no such token. */
  | 'refused'
  /** Several tokens in a row were no good, and no other is asked for. */
  | 'stopped';

export type Words = Readonly<Record<Sentence | 'retry' | 'retrying' | 'open', string>>;

const en: Words = {
  waiting:
    'This is taking longer than usual. Your portal appears here as soon as the page around it lets you in.',
  unreachable: 'Your portal could not be loaded. Please check your connection.',
  outdated: 'What you see may be out of date: your portal could not be reached.',
  expired: 'Your visit has expired. If nothing else happens now, reload the page to go on.',
  notActive: 'Your account in this programme is not active. Please ask the people who run the programme.',
  refused: 'Your portal cannot be opened from here. Please tell the people who run this site.',
  stopped: 'Your portal cannot be opened at the moment. Please try again in a few minutes.',
  retry: 'Try again',
  retrying: 'Trying again…',
  open: 'Open in a new tab',
};

const LANGUAGES = new Map<string, Words>([
  ['en', en],
  [
    'de',
    {
      waiting:
        'Das dauert länger als gewöhnlich. Ihr Portal erscheint hier, sobald die umgebende Seite Sie anmeldet.',
      unreachable: 'Ihr Portal konnte nicht geladen werden. Bitte prüfen Sie Ihre Verbindung.',
      outdated: 'Die Angaben sind möglicherweise veraltet: Ihr Portal ist nicht erreichbar.',
      expired:
        'Ihre Sitzung ist abgelaufen. Falls jetzt nichts weiter geschieht, laden Sie die Seite bitte neu.',
      notActive:
        'Ihr Konto in diesem Programm ist nicht aktiv. Bitte fragen Sie den Betreiber des Programms.',
      refused:
        'Ihr Portal lässt sich von hier aus nicht öffnen. Bitte informieren Sie den Betreiber dieser Website.',
      stopped:
        'Ihr Portal lässt sich im Moment nicht öffnen. Bitte versuchen Sie es in einigen Minuten erneut.',
      retry: 'Erneut versuchen',
      retrying: 'Neuer Versuch …',
      open: 'In neuem Tab öffnen',
    },
  ],
  [
    'fr',
    {
      waiting:
        'Cela prend plus de temps que d’habitude. Votre portail s’affichera ici dès que la page qui l’entoure vous aura connecté.',
      unreachable: 'Impossible de charger votre portail. Vérifiez votre connexion.',
      outdated: 'Ces informations ne sont peut-être plus à jour : votre portail est injoignable.',
      expired: 'Votre session a expiré. Si rien d’autre ne se passe, rechargez la page pour continuer.',
      notActive: 'Votre compte n’est pas actif dans ce programme. Contactez les responsables du programme.',
      refused: 'Impossible d’ouvrir votre portail depuis cette page. Prévenez les responsables de ce site.',
      stopped: 'Impossible d’ouvrir votre portail pour le moment. Réessayez dans quelques minutes.',
      retry: 'Réessayer',
      retrying: 'Nouvel essai…',
      open: 'Ouvrir dans un nouvel onglet',
    },
  ],
  [
    'es',
    {
      waiting:
        'Está tardando más de lo habitual. Su portal aparecerá aquí en cuanto la página que lo contiene le dé acceso.',
      unreachable: 'No se ha podido cargar su portal. Compruebe su conexión.',
      outdated: 'Es posible que estos datos no estén al día: no se puede acceder a su portal.',
      expired: 'Su sesión ha caducado. Si no ocurre nada más, recargue la página para continuar.',
      notActive: 'Su cuenta no está activa en este programa. Consulte a los responsables del programa.',
      refused: 'Su portal no se puede abrir desde aquí. Avise a los responsables de este sitio web.',
      stopped: 'Su portal no se puede abrir en este momento. Vuelva a intentarlo en unos minutos.',
      retry: 'Reintentar',
      retrying: 'Reintentando…',
      open: 'Abrir en una pestaña nueva',
    },
  ],
  [
    'it',
    {
      waiting:
        'Ci vuole più tempo del solito. Il portale comparirà qui non appena la pagina che lo contiene darà l’accesso.',
      unreachable: 'Impossibile caricare il portale. Occorre controllare la connessione.',
      outdated: 'Questi dati potrebbero non essere aggiornati: il portale non è raggiungibile.',
      expired:
        'La sessione è scaduta. Se non succede altro, è necessario ricaricare la pagina per continuare.',
      notActive:
        'Questo account non è attivo nel programma. I responsabili del programma possono dare informazioni.',
      refused:
        'Impossibile aprire il portale da qui. È consigliabile avvisare i responsabili di questo sito.',
      stopped: 'Al momento è impossibile aprire il portale. È possibile riprovare tra qualche minuto.',
      retry: 'Riprova',
      retrying: 'Nuovo tentativo…',
      open: 'Apri in una nuova scheda',
    },
  ],
  [
    'nl',
    {
      waiting:
        'Dit duurt langer dan normaal. Uw portaal verschijnt hier zodra de pagina eromheen u toegang geeft.',
      unreachable: 'Uw portaal kon niet worden geladen. Controleer uw verbinding.',
      outdated: 'Deze gegevens zijn mogelijk verouderd: uw portaal is niet bereikbaar.',
      expired:
        'Uw sessie is verlopen. Gebeurt er nu verder niets, laad de pagina dan opnieuw om door te gaan.',
      notActive: 'Uw account is niet actief in dit programma. Vraag het de beheerders van het programma.',
      refused: 'Uw portaal kan hier niet worden geopend. Meld dit aan de beheerders van deze website.',
      stopped: 'Uw portaal kan op dit moment niet worden geopend. Probeer het over enkele minuten opnieuw.',
      retry: 'Opnieuw proberen',
      retrying: 'Nieuwe poging…',
      open: 'Openen in nieuw tabblad',
    },
  ],
  [
    'pt',
    {
      waiting:
        'Está a demorar mais do que o habitual. O seu portal aparece aqui assim que a página à volta lhe der acesso.',
      unreachable: 'Não foi possível carregar o seu portal. Verifique a sua ligação.',
      outdated: 'Estes dados podem estar desatualizados: não foi possível contactar o seu portal.',
      expired: 'A sua sessão expirou. Se não acontecer mais nada, recarregue a página para continuar.',
      notActive: 'A sua conta não está ativa neste programa. Contacte os responsáveis pelo programa.',
      refused: 'Não é possível abrir o seu portal a partir daqui. Avise os responsáveis por este site.',
      stopped: 'De momento não é possível abrir o seu portal. Tente novamente dentro de alguns minutos.',
      retry: 'Tentar novamente',
      retrying: 'A tentar novamente…',
      open: 'Abrir num novo separador',
    },
  ],
  [
    'ja',
    {
      waiting:
        '通常より時間がかかっています。このページがログインを確認すると、ここにポータルが表示されます。',
      unreachable: 'ポータルを読み込めませんでした。接続を確認してください。',
      outdated: '表示内容が古い可能性があります。ポータルに接続できませんでした。',
      expired:
        'セッションの有効期限が切れました。このまま何も起こらない場合は、ページを再読み込みしてください。',
      notActive:
        'お使いのアカウントは、このプログラムでは有効ではありません。プログラムの運営者にお問い合わせください。',
      refused: 'ここからポータルを開くことはできません。このサイトの運営者にお知らせください。',
      stopped: '現在、ポータルを開けません。数分後にもう一度お試しください。',
      retry: '再試行',
      retrying: '再試行しています…',
      open: '新しいタブで開く',
    },
  ],
  [
    'ar',
    {
      waiting: 'يستغرق التحميل وقتًا أطول من المعتاد. ستظهر بوابتك هنا فور أن تتيح لك الصفحة المحيطة الدخول.',
      unreachable: 'تعذّر تحميل بوابتك. يُرجى التحقق من الاتصال.',
      outdated: 'قد تكون هذه البيانات قديمة: تعذّر الوصول إلى بوابتك.',
      expired: 'انتهت جلستك. إذا لم يحدث شيء آخر الآن، فيُرجى إعادة تحميل الصفحة للمتابعة.',
      notActive: 'حسابك غير نشط في هذا البرنامج. يُرجى التواصل مع القائمين على البرنامج.',
      refused: 'لا يمكن فتح بوابتك من هنا. يُرجى إبلاغ القائمين على هذا الموقع.',
      stopped: 'لا يمكن فتح بوابتك حاليًا. يُرجى إعادة المحاولة بعد بضع دقائق.',
      retry: 'إعادة المحاولة',
      retrying: 'جارٍ إعادة المحاولة…',
      open: 'الفتح في علامة تبويب جديدة',
    },
  ],
]);

/** The words for the first of these BCP 47 tags whose language is spoken here; English for none. */
export function wordsFor(tags: readonly string[]): { language: string; words: Words } {
  for (const tag of tags) {
    const language = tag.toLowerCase().split('-')[0] ?? '';
    const words = LANGUAGES.get(language);
    if (words) return { language, words };
  }
  return { language: 'en', words: en };
}
