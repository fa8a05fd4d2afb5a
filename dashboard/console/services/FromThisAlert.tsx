import { useTranslation } from 'react-i18next';
import type { AnsweringView } from '../../../gateway/contract/answering.ts';
import { dayAndTime } from '../../shared/time/format.ts';
import { stepsAfter } from './steps.ts';

/** Services that somebody was told of, or referred to, while an alert was answered or after it; nothing while there is none. */
export function FromThisAlert({ answering: { signposts, referrals } }: { answering: Pick<AnsweringView, 'signposts' | 'referrals'> }) {
  const { t } = useTranslation();
  if (signposts.length + referrals.length === 0) return null;
  return (
    <section className="card" aria-labelledby="services-of-alert">
      <h2 className="card__title" id="services-of-alert">
        {t('services.ofAlert.title')}
      </h2>
      <ul className="plain-list">
        {signposts.map(({ id, serviceName, at, by, note }) => (
          <li key={id}>
            <strong>{serviceName}</strong>{' '}
            <span className="quiet">{t('services.ofAlert.told', { time: dayAndTime(Date.parse(at)), name: by })}</span>
            {note && <span className="walked__note">{note}</span>}
          </li>
        ))}
        {referrals.map(({ id, serviceName, step, dueAt, reason }) => (
          <li key={id}>
            <strong>{serviceName}</strong>{' '}
            <span className="quiet">
              {t('services.ofAlert.referred', { step: t(`services.referrals.step.${step}`) })}
              {stepsAfter(step).length > 0 && `, ${t('services.ofAlert.due', { time: dayAndTime(Date.parse(dueAt)) })}`}
            </span>
            <span className="walked__note">{reason}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
