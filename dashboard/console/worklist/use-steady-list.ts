import { useCallback, useState } from 'react';
import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import type { Filter } from './queues.ts';
import { emptyList, type SteadyEvent, type SteadyList, steady } from './steady-list.ts';

/**
 * The rows to show for the alerts, the filter (`scope` names what else narrows the alerts), whether there is a flood and whether somebody reads;
 * and the way to take in what is waiting.
 */
export function useSteadyList(
  alerts: ReadonlyMap<string, AlertSummary>,
  {
    filter,
    scope,
    flood,
    reading,
  }: { readonly filter: Filter; readonly scope: string; readonly flood: boolean; readonly reading: boolean },
) {
  const [held, setHeld] = useState<{ list: SteadyList; alerts: ReadonlyMap<string, AlertSummary> | null; scope: string }>({
    list: emptyList(filter),
    alerts: null,
    scope,
  });
  const events: SteadyEvent[] = [];
  if (held.list.filter !== filter || held.scope !== scope) events.push({ type: 'filter', filter, alerts });
  if (held.list.reading !== reading) events.push({ type: 'reading', reading, alerts });
  if (held.list.flood !== flood) events.push({ type: 'flood', flood, alerts });
  if (held.alerts !== alerts) events.push({ type: 'alerts', alerts });
  const list = events.reduce(steady, held.list);
  // State that follows from props is set while rendering, so that no frame shows the old rows.
  if (events.length > 0) setHeld({ list, alerts, scope });
  const apply = useCallback(() => setHeld((now) => ({ ...now, list: steady(now.list, { type: 'apply', alerts }), alerts })), [alerts]);
  return { list, apply };
}
