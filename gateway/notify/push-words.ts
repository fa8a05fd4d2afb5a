import type { Notification } from '../../rules/model/effect.ts';
import { readerWords } from './reader-words.ts';

/** What the app shows; `url` is a page of it, `tag` makes a newer notice take the place of an older one of the same alert. */
export interface PushNotice {
  readonly title: string;
  readonly body: string;
  readonly url?: string;
  readonly tag?: string;
}

/** A notice: the subject, which carries no health detail because it shows on a locked screen; what it is about only for who chose that. */
export function noticeOf(
  { alertId, subject, body, language, detailsOnLockScreen }: Notification,
  { repeat }: { readonly repeat: boolean },
): PushNotice {
  const words = readerWords[language ?? 'en'];
  return {
    title: `${repeat ? `${words.repeat}: ` : ''}${subject}`,
    body: detailsOnLockScreen ? body : words.push.open,
    ...(alertId !== null && { url: `/family/alerts/${encodeURIComponent(alertId)}`, tag: alertId }),
  };
}
