import { useTranslation } from 'react-i18next';
import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import { Age, TimeLeft } from '../../shared/components/Ages.tsx';
import { Priority } from '../../shared/components/Priority.tsx';
import { tableRoles } from '../../shared/components/table-roles.ts';
import { AnswerClock } from './AnswerClock.tsx';
import { type AlertGroup, factsOf, type GroupFacts, outageSteps } from './groups.ts';

interface GroupRowProps {
  id: string;
  group: AlertGroup;
  index: number;
  top: number;
  current: boolean;
  canAct: boolean;
  onFocus: (id: string) => void;
  onOpen: (key: string, open: boolean) => void;
  onTake: (alerts: readonly AlertSummary[]) => void;
  onClose: (alerts: readonly AlertSummary[]) => void;
}

/** Several alerts in one line: how many, the worst priority, the oldest clock; its button opens them below it. */
export function GroupRow(props: GroupRowProps) {
  const { t } = useTranslation();
  const { alerts, open } = props.group;
  const facts = factsOf(alerts);
  return (
    <tr
      {...tableRoles.row}
      aria-rowindex={props.index + 2}
      data-row={props.id}
      className={`alert-row alert-row--group${facts ? ` alert-row--${facts.worst.severity}` : ' alert-row--gone'}`}
      style={{ transform: `translateY(${props.top}px)` }}
      onFocus={() => props.onFocus(props.id)}
    >
      <td {...tableRoles.gridCell} className="alert-row__priority">
        {facts && <Priority severity={facts.worst.severity} />}
      </td>
      <td {...tableRoles.gridCell} className="alert-row__next">
        {facts?.oldestAskedAt && <AnswerClock askedAt={facts.oldestAskedAt} />} {facts?.nextAt && <TimeLeft until={facts.nextAt} />}
      </td>
      <td {...tableRoles.gridCell} className="alert-row__patient">
        <button
          type="button"
          className="group-toggle"
          aria-expanded={open}
          tabIndex={props.current ? 0 : -1}
          onClick={() => props.onOpen(props.id, !open)}
        >
          <GroupTitle kind={props.group.kind} facts={facts} /> ({alerts.length})
        </button>
      </td>
      <td {...tableRoles.gridCell} className="alert-row__why">
        {facts ? <About kind={props.group.kind} facts={facts} /> : <strong>{t('worklist.group.done')}</strong>}
      </td>
      <td {...tableRoles.gridCell} className="alert-row__owner">
        {facts && <Owners facts={facts} count={alerts.length} />}
      </td>
      <td {...tableRoles.gridCell} className="alert-row__age">
        {facts && <Age since={facts.openedAt} />}
      </td>
      <td {...tableRoles.gridCell} className="alert-row__act">
        {props.group.kind === 'outage' && <OutageButton {...props} />}
      </td>
    </tr>
  );
}

/** A kind of agreement as people say it. */
const causeOf = (template: string) => template.replaceAll('-', ' ');
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function GroupTitle({ kind, facts }: { kind: AlertGroup['kind']; facts: GroupFacts | null }) {
  const { t } = useTranslation();
  if (kind === 'outage') return t('worklist.group.outage');
  if (!facts) return t('worklist.group.some');
  return kind === 'home' ? facts.names.join(', ') : capital(causeOf(facts.worst.template));
}

function About({ kind, facts }: { kind: AlertGroup['kind']; facts: GroupFacts }) {
  const { t } = useTranslation();
  if (kind === 'home') return <>{t('worklist.group.home', { causes: facts.templates.map(causeOf).join(', ') })}</>;
  const homes = t('worklist.group.homes', { count: facts.homes });
  const where =
    kind === 'outage'
      ? facts.places.map(({ name, count }) => `${name ?? t('worklist.group.noPlace')} ${count}`).join(', ')
      : facts.names.join(', ');
  return <span title={`${homes}: ${where}`}>{`${homes}: ${where}`}</span>;
}

function Owners({ facts, count }: { facts: GroupFacts; count: number }) {
  const { t } = useTranslation();
  const names = facts.owners.join(', ');
  if (facts.unowned === 0) return <strong>{names}</strong>;
  if (facts.unowned === count) return <span className="nobody">{t('worklist.nobody')}</span>;
  return (
    <>
      <span className="nobody">{t('worklist.group.free', { free: facts.unowned, count })}</span> {names}
    </>
  );
}

/** Takes what is free of an outage; once every hub is back, closes what is left of it. */
function OutageButton({ group, canAct, current, onTake, onClose }: GroupRowProps) {
  const { t } = useTranslation();
  const { take, close } = outageSteps(group.alerts);
  const what = take.length > 0 ? 'take' : close.length > 0 ? 'close' : null;
  if (what === null) return null;
  const alerts = what === 'take' ? take : close;
  return (
    <button
      type="button"
      className="take"
      tabIndex={current ? 0 : -1}
      disabled={!canAct}
      aria-label={t(`worklist.group.${what}Of`, { count: alerts.length })}
      onClick={() => (what === 'take' ? onTake(alerts) : onClose(alerts))}
    >
      {t(`worklist.group.${what}`, { count: alerts.length })}
    </button>
  );
}
