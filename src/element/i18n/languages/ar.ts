/** Modern Standard Arabic, in words for a man and a woman alike. Read from right to left. */
import type { Strings } from '../strings.js';

export const strings: Strings = {
  frameTitle: 'بوابة الإحالات',
  loading: 'جارٍ تحميل بوابة الإحالات…',
  stillLoading: 'ما زال التحميل جاريًا…',
  linkOffered: 'يستغرق التحميل وقتًا أطول من المعتاد. يمكنك فتح البوابة مباشرةً:',
  openPortal: 'افتح بوابة الإحالات',
  retry: 'إعادة المحاولة',
  signedOut: 'تم تسجيل خروجك. يُرجى تسجيل الدخول مجددًا لعرض بوابة الإحالات.',
  noAccess: 'ليس لحسابك صلاحية الوصول إلى بوابة الإحالات.',
  noProgramme: 'لا يوجد برنامج إحالات متاح لحسابك.',
  tooManyRequests: 'عدد الطلبات كبير جدًا. ستُعاد المحاولة بعد قليل.',
  tooManyRequestsUntil: 'عدد الطلبات كبير جدًا. ستُعاد المحاولة في الساعة {time}.',
  notAnswering: 'بوابة الإحالات لا تستجيب حاليًا.',
  notAnsweringUntil: 'بوابة الإحالات لا تستجيب حاليًا. ستُعاد المحاولة في الساعة {time}.',
  offline: 'لا يوجد اتصال بالإنترنت. ستُحمَّل البوابة فور عودة الاتصال.',
  expired: 'انتهت جلستك في البوابة.',
  cannotBeShown: 'لا يمكن عرض بوابة الإحالات هنا.',
  maybeNotShown: 'إذا لم يظهر أي شيء أعلاه، فيمكنك فتح البوابة مباشرةً:',
  wentWrong: 'حدث خطأ ما.',
};
