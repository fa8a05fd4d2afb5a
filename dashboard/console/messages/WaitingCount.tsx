import { useTranslation } from 'react-i18next';
import { useNewsOfMessages, useWaitingThreads } from '../../shared/api/message-queries.ts';

/** How many threads wait for the team, beside a link to them; nothing when none does. */
export function WaitingCount() {
  const { t } = useTranslation();
  useNewsOfMessages();
  const count = useWaitingThreads().data?.length ?? 0;
  if (count === 0) return null;
  return (
    <span className="count count--quiet">
      <span className="nhsuk-u-visually-hidden">, {t('messages.waiting.count', { count })}</span>
      <span aria-hidden="true">{count}</span>
    </span>
  );
}
