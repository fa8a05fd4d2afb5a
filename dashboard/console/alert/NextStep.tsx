import { useTranslation } from 'react-i18next';
import type { AlertDetail } from '../../../gateway/contract/alerts.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { clockDuration, dayAndTime, timeOfDay } from '../../shared/time/format.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';

/** Who was tried, what happens by itself and when, who has the alert, and how it ended. */
export function NextStep({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation();
  return (
    <section className="card card--next" aria-labelledby="next-title">
      <h2 className="card__title" id="next-title">
        {t('alert.next.title')}
      </h2>
      {alert.status === 'closed' ? (
        <p className="next__text">{t('alert.next.closed')}</p>
      ) : alert.nextAt ? (
        <div className="next">
          <Countdown until={alert.nextAt} />
          <p className="next__text">{alert.nextText}</p>
        </div>
      ) : (
        <p className="next__text next__text--wrong">{t('alert.next.nothing')}</p>
      )}
      {alert.snoozes.map(({ scope, id, name, untilAt, reason }) => (
        <p key={`${scope} ${id}`} className="snooze">
          {t(`alert.snoozed.${scope}`, { name, time: dayAndTime(Date.parse(untilAt)), reason })}
        </p>
      ))}
      {alert.tried.length > 0 && (
        <p className="next__tried">
          {t('alert.next.tried')} {alert.tried.join('; ')}.
        </p>
      )}
      {alert.outcome ? <Outcome outcome={alert.outcome} /> : <Owner owner={alert.owner} />}
    </section>
  );
}

function Countdown({ until }: { until: string }) {
  const { t } = useTranslation();
  const now = useServerNow();
  const at = Date.parse(until);
  const left = now === null ? null : at - now;
  return (
    <p className={`next__clock${left !== null && left <= 0 ? ' next__clock--over' : ''}`}>
      <span className="clock">
        {left === null
          ? '–'
          : left > 0
            ? t('alert.next.in', { time: clockDuration(left) })
            : t('alert.next.late', { time: clockDuration(-left) })}
      </span>
      <small>{t('alert.next.at', { time: timeOfDay(at) })}</small>
    </p>
  );
}

function Owner({ owner }: { owner: AlertDetail['owner'] }) {
  const { t } = useTranslation();
  const me = useMe().data;
  if (!owner) return <p className="owner owner--nobody">{t('alert.owner.nobody')}</p>;
  const until = timeOfDay(Date.parse(owner.untilAt));
  if (owner.id === me?.id) return <p className="owner owner--you">{t('alert.owner.you', { time: until })}</p>;
  return <p className="owner">{t('alert.owner.has', { name: owner.name, tier: t(`alert.owner.tier.${owner.tier}`), time: until })}</p>;
}

function Outcome({ outcome }: { outcome: NonNullable<AlertDetail['outcome']> }) {
  const { t, i18n } = useTranslation();
  // A code that this page does not know yet is shown as it is.
  const key = `terms.outcome.${outcome.code}`;
  const code = i18n.exists(key) ? t(key as 'terms.outcome.test') : outcome.code;
  return (
    <p className="owner">
      <strong>{t('alert.outcome', { code, by: outcome.by })}</strong> {outcome.note}
    </p>
  );
}
