import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { Age, TimeLeft } from '../../shared/components/Ages.tsx';
import { Priority } from '../../shared/components/Priority.tsx';
import { tableRoles } from '../../shared/components/table-roles.ts';
import { timeOfDay } from '../../shared/time/format.ts';
import { useByTheClock } from '../../shared/time/use-server-now.ts';
import { AnswerClock } from './AnswerClock.tsx';
import { isUnownedHigh, queueOf } from './queues.ts';
import type { SteadyRow } from './steady-list.ts';

interface CellsProps {
  row: SteadyRow;
  current: boolean;
  canAct: boolean;
  onAcknowledge: (alert: AlertSummary) => void;
}

interface RowProps extends CellsProps {
  index: number;
  top: number;
  /** It is one of several whose common row is open. */
  isMember: boolean;
  onFocus: (id: string) => void;
}

/** One alert in one line (a small card on a narrow screen). */
export const AlertRow = memo(function AlertRow({ index, top, isMember, onFocus, ...cells }: RowProps) {
  const { alert, presence } = cells.row;
  const here = presence === 'here';
  const state = here ? (isUnownedHigh(alert) ? ' alert-row--unowned-high' : '') : ' alert-row--gone';
  return (
    <tr
      {...tableRoles.row}
      aria-rowindex={index + 2}
      data-row={alert.id}
      className={`alert-row alert-row--${alert.severity}${state}${isMember ? ' alert-row--member' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
      onFocus={() => onFocus(alert.id)}
    >
      <Cells {...cells} />
    </tr>
  );
});

/** What a row says. Apart from its place: a new alert at the top moves every row below it, and draws none of them anew. */
const Cells = memo(function Cells(props: CellsProps) {
  const { t } = useTranslation();
  const { alert, presence } = props.row;
  const here = presence === 'here';
  const tabIndex = props.current ? 0 : -1;
  return (
    <>
      <td {...tableRoles.gridCell} className="alert-row__priority">
        <Priority severity={alert.severity} />
      </td>
      <td {...tableRoles.gridCell} className="alert-row__next">
        {here ? (
          <>
            {alert.snoozes.some(({ scope }) => scope === 'alert') && <strong className="snoozed-mark">{t('worklist.snoozed')}</strong>}{' '}
            {alert.askedAt && !alert.owner && <AnswerClock askedAt={alert.askedAt} />} {alert.nextAt && <TimeLeft until={alert.nextAt} />}{' '}
            <span className="alert-row__then">{alert.nextText}</span>
          </>
        ) : (
          <strong>
            {presence === 'closed'
              ? t('worklist.gone.closed')
              : t('worklist.gone.moved', { queue: t(`worklist.filter.${queueOf(alert)}`) })}
          </strong>
        )}
      </td>
      <td {...tableRoles.gridCell} className="alert-row__patient">
        <Link to={`/alerts/${encodeURIComponent(alert.id)}`} tabIndex={tabIndex}>
          {alert.patientName}
        </Link>
        {alert.mergedInto !== null && <span className="snoozed-mark"> {t('worklist.merged')}</span>}
        {alert.localityName && <span className="alert-row__place"> {alert.localityName}</span>}
      </td>
      <td {...tableRoles.gridCell} className="alert-row__why" title={alert.reason}>
        {alert.status === 'cleared' ? t('worklist.cleared', { reason: alert.reason }) : alert.reason}
      </td>
      <td {...tableRoles.gridCell} className="alert-row__owner">
        <Owner alert={alert} />
      </td>
      <td {...tableRoles.gridCell} className="alert-row__age">
        <Age since={alert.openedAt} />
      </td>
      <td {...tableRoles.gridCell} className="alert-row__act">
        {here && alert.allowed.includes('acknowledge') && (
          <button
            type="button"
            className="take"
            tabIndex={tabIndex}
            disabled={!props.canAct}
            aria-label={t('worklist.acknowledgeWhom', { name: alert.patientName, reason: alert.reason })}
            onClick={() => props.onAcknowledge(alert)}
          >
            {t('worklist.acknowledge')}
          </button>
        )}
      </td>
    </>
  );
});

/** Who has it, or which rung was called last and has not answered. */
function Owner({ alert }: { alert: AlertSummary }) {
  const { t } = useTranslation();
  const me = useMe().data;
  if (!alert.owner)
    return (
      <>
        <span className="nobody">{t('worklist.nobody')}</span> <span className="alert-row__rung">{t(`terms.level.${alert.level}`)}</span>
      </>
    );
  return (
    <>
      <strong>{alert.owner.id === me?.id ? t('worklist.you') : alert.owner.name}</strong>
      {alert.owner.tier === 'family' && ` (${t('worklist.family')})`} <Lease untilAt={alert.owner.untilAt} />
      {alert.joined.length > 0 && ` + ${alert.joined.map(({ name }) => name).join(', ')}`}
    </>
  );
}

/** Shorter than this, somebody should renew a lease or hand it over. */
const leaseEndsSoonMs = 120_000;

/** Until when somebody has it; a warning, in words, before it is called out again. */
function Lease({ untilAt }: { untilAt: string }) {
  const { t } = useTranslation();
  const until = Date.parse(untilAt);
  const endsSoon = useByTheClock((now) => now !== null && until - now <= leaseEndsSoonMs);
  const time = timeOfDay(until);
  if (endsSoon) return <strong className="lease-ends">{t('worklist.leaseEnds', { time })}</strong>;
  return <span className="alert-row__rung">{t('worklist.until', { time })}</span>;
}
