import { useTranslation } from 'react-i18next';
import type { LinkState } from '../../shared/live/link-state.ts';
import { useHasList } from '../../shared/live/use-live.tsx';
import type { Filter } from './queues.ts';

/** What no rows means. "All clear" is said only when the link is live and a list has arrived. */
export function EmptyList({ filter, link }: { filter: Filter; link: LinkState }) {
  const { t } = useTranslation();
  const hasList = useHasList();
  if (link !== 'live' || !hasList)
    return (
      <div className="empty empty--unknown">
        <p className="empty__title">{link === 'connecting' ? t('frame.link.connecting') : t('worklist.notKnown')}</p>
        <p>{t('worklist.notKnownSays')}</p>
      </div>
    );
  return (
    <div className="empty">
      <p className="empty__title">{t(`worklist.empty.${filter}`)}</p>
      <p>{t('worklist.emptyMore')}</p>
    </div>
  );
}
