import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FollowUpView } from '../../../gateway/contract/answering.ts';
import { useFollowUpDone } from '../../shared/api/answering-queries.ts';
import { useCanAct } from '../../shared/live/use-live.tsx';
import { dayAndTime } from '../../shared/time/format.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { FollowUpDialog } from './FollowUpDialog.tsx';

/** What is still to be done, by whom and by when. `alert` left out: nothing can be added here. */
export function FollowUps({
  followUps,
  alert,
}: {
  followUps: readonly FollowUpView[];
  alert?: { readonly id: string; readonly patientId: string };
}) {
  const { t } = useTranslation();
  const canAct = useCanAct();
  const [adding, setAdding] = useState(false);
  return (
    <section className="card" aria-labelledby="follow-ups-title">
      <div className="card__head">
        <h2 className="card__title" id="follow-ups-title">
          {t('answering.followUps.title')}
        </h2>
        {alert && (
          <button type="button" className="tool" disabled={!canAct} onClick={() => setAdding(true)}>
            {t('answering.followUps.add')}
          </button>
        )}
      </div>
      {followUps.length === 0 ? (
        <p className="quiet">{t('answering.followUps.none')}</p>
      ) : (
        <ul className="plain-list follow-ups">
          {followUps.map((one) => (
            <FollowUp key={one.id} one={one} />
          ))}
        </ul>
      )}
      {adding && alert && <FollowUpDialog alertId={alert.id} patientId={alert.patientId} onClose={() => setAdding(false)} />}
    </section>
  );
}

function FollowUp({ one }: { one: FollowUpView }) {
  const { t } = useTranslation();
  const canAct = useCanAct();
  const now = useServerNow();
  const done = useFollowUpDone();
  const overdue = now !== null && Date.parse(one.dueAt) <= now;
  return (
    <li>
      {one.text} <span className="quiet">{one.owner ?? one.teamName ?? t('answering.followUps.anybody')}, </span>
      {one.doneAt ? (
        <span className="quiet">{t('answering.followUps.doneAt', { time: dayAndTime(Date.parse(one.doneAt)) })}</span>
      ) : overdue ? (
        <strong className="never">{t('answering.followUps.overdue', { time: dayAndTime(Date.parse(one.dueAt)) })}</strong>
      ) : (
        <span>{t('answering.followUps.dueAt', { time: dayAndTime(Date.parse(one.dueAt)) })}</span>
      )}{' '}
      {!one.doneAt && (
        <button
          type="button"
          className="tool"
          disabled={!canAct || done.isPending}
          aria-label={t('answering.followUps.markDoneOf', { text: one.text })}
          onClick={() => done.mutate(one.id)}
        >
          {t('answering.followUps.markDone')}
        </button>
      )}
    </li>
  );
}
