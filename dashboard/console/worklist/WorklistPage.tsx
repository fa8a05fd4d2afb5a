import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import { useLocalities } from '../../shared/api/enrolment-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { useSkills } from '../../shared/api/watch-queries.ts';
import { Page } from '../../shared/components/Page.tsx';
import { usePreference } from '../../shared/components/use-preference.ts';
import { useLinkState, useLiveAlerts, useOperators } from '../../shared/live/use-live.tsx';
import { useServerMinute } from '../../shared/time/use-server-now.ts';
import { HandOverLine } from '../rotas/HandOverLine.tsx';
import { AlertGrid, type GridHandle } from './AlertGrid.tsx';
import { CloseOutageDialog } from './CloseOutageDialog.tsx';
import { EmptyList } from './EmptyList.tsx';
import { Filters } from './Filters.tsx';
import { FloodBar } from './FloodBar.tsx';
import { isFlood } from './flood.ts';
import { linesOf } from './groups.ts';
import { KeyHelp } from './KeyHelp.tsx';
import { NewsBar } from './NewsBar.tsx';
import { filterFrom } from './queues.ts';
import { ScopeBar } from './ScopeBar.tsx';
import { inScope, scopeFrom } from './scope.ts';
import { useAcknowledge } from './use-acknowledge.ts';
import { useFlash } from './use-flash.ts';
import { useOutage } from './use-outage.ts';
import { useReading } from './use-reading.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useSteadyList } from './use-steady-list.ts';

const nothing: readonly never[] = [];

/** Every alert that is not closed, most urgent first. */
export function WorklistPage() {
  const { t } = useTranslation();
  const all = useLiveAlerts();
  const link = useLinkState();
  const [query] = useSearchParams();
  const filter = filterFrom(query.get('show'));
  const me = useMe().data;
  const places = useLocalities().data ?? nothing;
  const skills = useSkills().data?.find(({ userId }) => userId === me?.id)?.queues ?? nothing;
  const scope = useMemo(() => scopeFrom(query), [query]);
  const alerts = useMemo(() => {
    const isIn = inScope(scope, places, skills);
    return new Map([...all].filter(([, alert]) => isIn(alert)));
  }, [all, scope, places, skills]);
  const area = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const grid = useRef<GridHandle>(null);
  const minute = useServerMinute();
  const operators = useOperators();
  const isFlooded = useMemo(() => minute > 0 && isFlood(all.values(), operators, minute), [all, operators, minute]);
  const [apart, setApart] = useState(false);
  const { list, apply } = useSteadyList(alerts, {
    filter,
    scope: JSON.stringify(scope),
    flood: isFlooded && !apart,
    reading: useReading(area, box),
  });
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const lines = useMemo(() => linesOf(list.rows, opened), [list.rows, opened]);
  const open = useCallback((key: string, isOpen: boolean) => {
    setOpened((before) => new Set(isOpen ? [...before, key] : [...before].filter((one) => one !== key)));
  }, []);
  const [flash, setFlash] = usePreference('flash', 'on');
  useFlash(area, flash === 'on');
  const [letters, setLetters] = usePreference('letters', 'on');
  const [help, setHelp] = useState(false);
  const { acknowledge, join, takeNext, message, say } = useAcknowledge();
  const outage = useOutage(say);
  const [closing, setClosing] = useState<readonly AlertSummary[] | null>(null);
  const canAct = link === 'live' || link === 'late';

  const showNews = useCallback(() => {
    apply();
    grid.current?.toTop();
  }, [apply]);
  useShortcuts(letters === 'on' && !help && !closing, {
    j: () => grid.current?.move(1),
    k: () => grid.current?.move(-1),
    a: () => grid.current?.acknowledgeCurrent(),
    r: () => grid.current?.acknowledgeCurrent(),
    t: () => canAct && takeNext(alerts.values()),
    o: () => {
      const alert = grid.current?.current();
      if (canAct && alert?.allowed.includes('join')) join(alert);
    },
    n: showNews,
    '?': () => setHelp(true),
  });

  const shownIds = useMemo(() => new Set(lines.flatMap((line) => (line.type === 'alert' ? [line.id] : []))), [lines]);
  const gone = list.rows.filter((row) => row.presence !== 'here').length;
  return (
    <Page
      title={t('worklist.title')}
      className="page--worklist"
      aside={
        <>
          <Filters filter={filter} alerts={alerts} known={link !== 'connecting'} />
          <div className="tools">
            <button type="button" className="tool" disabled={!canAct} onClick={() => takeNext(alerts.values())}>
              {t('worklist.takeNext')} <kbd>t</kbd>
            </button>
            <button type="button" className="tool" onClick={() => setFlash(flash === 'on' ? 'off' : 'on')}>
              {flash === 'on' ? t('worklist.flash.stop') : t('worklist.flash.start')}
            </button>
            <button type="button" className="tool" title={t('worklist.help.buttonSays')} onClick={() => setHelp(true)}>
              {t('worklist.help.button')} <kbd>?</kbd>
            </button>
          </div>
        </>
      }
    >
      <HandOverLine />
      <ScopeBar scope={scope} alerts={all} scoped={alerts} places={places} skills={skills}>
        {isFlooded && <FloodBar apart={apart} setApart={setApart} />}
      </ScopeBar>
      <div className="worklist" ref={area}>
        <NewsBar shownIds={shownIds} quiet={message ?? (list.reading && list.rows.length > 0 ? t('worklist.news.held') : undefined)}>
          {list.waiting.length > 0 ? (
            <button type="button" className="news__show" onClick={showNews}>
              {t('worklist.news.show', { count: list.waiting.length })}
            </button>
          ) : (
            gone > 0 && (
              <button type="button" className="news__show news__show--quiet" onClick={apply}>
                {t('worklist.news.changed', { count: gone })}
              </button>
            )
          )}
        </NewsBar>
        <AlertGrid
          ref={grid}
          box={box}
          lines={lines}
          filter={filter}
          canAct={canAct}
          onAcknowledge={acknowledge}
          onOpen={open}
          onTake={(some) => outage.pending || outage.act(some, { type: 'acknowledge' })}
          onClose={setClosing}
        >
          {list.rows.length === 0 && <EmptyList filter={filter} link={link} />}
        </AlertGrid>
      </div>
      {closing && <CloseOutageDialog alerts={closing} say={say} canAct={canAct} onClose={() => setClosing(null)} />}
      {help && <KeyHelp letters={letters === 'on'} setLetters={(on) => setLetters(on ? 'on' : 'off')} onClose={() => setHelp(false)} />}
    </Page>
  );
}
