/** Japanese, です・ます. The link that follows some of them is named, where other languages put a colon. */
import type { Strings } from '../strings.js';

export const strings: Strings = {
  frameTitle: '紹介ポータル',
  loading: '紹介ポータルを読み込んでいます…',
  stillLoading: '引き続き読み込んでいます…',
  linkOffered: '通常より時間がかかっています。下のリンクからポータルを直接開くこともできます。',
  openPortal: '紹介ポータルを開く',
  retry: '再試行',
  signedOut: 'ログアウトされています。紹介ポータルを表示するには、もう一度ログインしてください。',
  noAccess: 'お使いのアカウントには、紹介ポータルへのアクセス権がありません。',
  noProgramme: 'お使いのアカウントで利用できる紹介プログラムはありません。',
  tooManyRequests: 'リクエストが多すぎます。まもなく自動的に再試行します。',
  tooManyRequestsUntil: 'リクエストが多すぎます。{time}に自動的に再試行します。',
  notAnswering: '現在、紹介ポータルから応答がありません。',
  notAnsweringUntil: '現在、紹介ポータルから応答がありません。{time}に自動的に再試行します。',
  offline: 'オフラインです。接続が回復すると、ポータルが読み込まれます。',
  expired: 'ポータルのセッションが終了しました。',
  cannotBeShown: '紹介ポータルをここに表示できません。',
  maybeNotShown: '上に何も表示されない場合は、下のリンクからポータルを直接開いてください。',
  wentWrong: '問題が発生しました。',
};
