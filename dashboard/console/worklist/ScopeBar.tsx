import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import { alertQueues } from '../../../rules/model/alert.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { isUnownedHigh } from './queues.ts';
import { floodOf, type Place, type Scope, withQuery } from './scope.ts';

interface ScopeBarProps {
  scope: Scope;
  /** All that are open, whatever the scope. */
  alerts: ReadonlyMap<string, AlertSummary>;
  /** Those of the scope. */
  scoped: ReadonlyMap<string, AlertSummary>;
  places: readonly (Place & { readonly name: string })[];
}

/** Which queue and which place, with the counts; and what high alerts lie outside, which nothing here may hide silently. */
export function ScopeBar({ scope, alerts, scoped, places }: ScopeBarProps) {
  const { t } = useTranslation();
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const count = (queue: string) => [...alerts.values()].filter((alert) => alert.queue === queue).length;
  const outside = [...alerts.values()].filter((alert) => isUnownedHigh(alert) && !scoped.has(alert.id)).length;
  return (
    <div className="scope">
      <label>
        {t('worklist.scope.queue')}{' '}
        <select value={scope.queue ?? ''} onChange={(event) => void navigate(withQuery(query, 'queue', event.target.value || null))}>
          <option value="">{t('worklist.scope.allQueues', { count: alerts.size })}</option>
          <option value="mine">{t('worklist.scope.mine')}</option>
          {alertQueues.map((queue) => (
            <option key={queue} value={queue}>
              {t(`terms.queue.${queue}`)} ({count(queue)})
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('worklist.scope.place')}{' '}
        <select value={scope.localityId ?? ''} onChange={(event) => void navigate(withQuery(query, 'place', event.target.value || null))}>
          <option value="">{t('worklist.scope.allPlaces')}</option>
          {places.map((place) => (
            <option key={place.id} value={place.id}>
              {place.name}
            </option>
          ))}
        </select>
      </label>
      <Flood alerts={alerts} scope={scope} />
      {outside > 0 && (
        <Link className="scope__outside" to={withQuery(new URLSearchParams(), 'show', query.get('show'))}>
          {t('worklist.scope.outside', { count: outside })}
        </Link>
      )}
    </div>
  );
}

/** Many alerts within ten minutes: their causes, each a link to its own. */
function Flood({ alerts, scope }: Pick<ScopeBarProps, 'alerts' | 'scope'>) {
  const { t } = useTranslation();
  const [query] = useSearchParams();
  const now = useServerNow();
  const causes = now === null ? null : floodOf(alerts.values(), now);
  if (!causes && scope.cause === null) return null;
  return (
    <nav className="flood" aria-label={t('worklist.flood.name')}>
      {causes && <strong>{t('worklist.flood.says')}</strong>}
      {(causes ?? []).slice(0, 4).map(({ cause, count }) => (
        <Link
          key={cause}
          className="filters__link"
          aria-current={scope.cause === cause ? 'true' : undefined}
          to={withQuery(query, 'cause', cause)}
        >
          {cause.replaceAll('-', ' ')} <span className="filters__count">{count}</span>
        </Link>
      ))}
      {scope.cause !== null && (
        <Link className="filters__link" to={withQuery(query, 'cause', null)}>
          {t('worklist.flood.all')}
        </Link>
      )}
    </nav>
  );
}
