import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import { type AlertQueue, alertQueues } from '../../../rules/model/alert.ts';
import { treeOf } from '../localities/tree.ts';
import { isUnownedHigh } from './queues.ts';
import { countScopes, type Place, type Scope, withQuery } from './scope.ts';

interface ScopeBarProps {
  scope: Scope;
  /** All that are open, whatever the scope. */
  alerts: ReadonlyMap<string, AlertSummary>;
  /** Those of the scope. */
  scoped: ReadonlyMap<string, AlertSummary>;
  places: readonly (Place & { readonly name: string })[];
  /** The queues that the reader answers; none: all. */
  skills: readonly AlertQueue[];
  children?: ReactNode;
}

/** Spaces that an option keeps. */
const indent = '\u00a0\u00a0\u00a0';

/** Which queue and which place, with the counts; and what high alerts lie outside, which nothing here may hide silently. */
export function ScopeBar({ scope, alerts, scoped, places, skills, children }: ScopeBarProps) {
  const { t } = useTranslation();
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const all = useMemo(() => [...alerts.values()], [alerts]);
  const counts = useMemo(() => countScopes(all, scope, places, skills), [all, scope, places, skills]);
  const outside = all.filter((alert) => isUnownedHigh(alert) && !scoped.has(alert.id)).length;
  return (
    <div className="scope">
      <label>
        {t('worklist.scope.queue')}{' '}
        <select value={scope.queue ?? ''} onChange={(event) => void navigate(withQuery(query, 'queue', event.target.value || null))}>
          <option value="">{t('worklist.scope.allQueues', { count: counts.queues.all })}</option>
          <option value="mine">{t('worklist.scope.mine', { count: counts.queues.mine })}</option>
          {alertQueues.map((queue) => (
            <option key={queue} value={queue}>
              {t(`terms.queue.${queue}`)} ({counts.queues[queue]})
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('worklist.scope.place')}{' '}
        <select value={scope.localityId ?? ''} onChange={(event) => void navigate(withQuery(query, 'place', event.target.value || null))}>
          <option value="">{t('worklist.scope.allPlaces', { count: counts.allPlaces })}</option>
          {treeOf(places).map(({ place, depth }) => (
            <option key={place.id} value={place.id}>
              {`${indent.repeat(depth)}${place.name} (${counts.places.get(place.id) ?? 0})`}
            </option>
          ))}
        </select>
      </label>
      {children}
      {outside > 0 && (
        <Link className="scope__outside" to={withQuery(new URLSearchParams(), 'show', query.get('show'))}>
          {t('worklist.scope.outside', { count: outside })}
        </Link>
      )}
    </div>
  );
}
