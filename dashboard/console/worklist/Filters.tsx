import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import { countQueues, type Filter, filters } from './queues.ts';
import { withQuery } from './scope.ts';

/** The queues as links with their counts. `known` false: there is no list yet, so there are no counts either. */
export function Filters(props: { filter: Filter; alerts: ReadonlyMap<string, AlertSummary>; known: boolean }) {
  const { t } = useTranslation();
  const [query] = useSearchParams();
  const counts = countQueues(props.alerts.values());
  return (
    <nav className="filters" aria-label={t('worklist.filter.name')}>
      {filters.map((filter) => (
        <Link
          key={filter}
          to={withQuery(query, 'show', filter === 'needs-someone' ? null : filter)}
          className="filters__link"
          aria-current={filter === props.filter ? 'true' : undefined}
        >
          {t(`worklist.filter.${filter}`)} <span className="filters__count">{props.known ? counts[filter] : '–'}</span>
        </Link>
      ))}
    </nav>
  );
}
