import { useTranslation } from 'react-i18next';
import type { AlertDetail } from '../../../gateway/contract/alerts.ts';
import { spokenDuration } from '../../shared/time/format.ts';

/** The rungs of the plan, with the one in force. */
export function Ladder({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation();
  return (
    <section className="card">
      <h2 className="card__title">{t('alert.ladder.title')}</h2>
      <ol className="ladder">
        {alert.plan.map((step, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a plan is frozen, and the same rung may stand in it twice.
            key={index}
            className={`ladder__step ladder__step--${step.state}`}
            aria-current={step.state === 'current' ? 'step' : undefined}
          >
            <span className="ladder__name">
              {t(`terms.level.${step.level}`)} <span className="ladder__state">{t(`alert.ladder.state.${step.state}`)}</span>
            </span>
            <span className="quiet">
              {step.who.length > 0
                ? `${t('alert.ladder.who', { names: step.who.join(', ') })} ·`
                : step.state === 'done' || step.state === 'current'
                  ? `${t('alert.ladder.nobodyYet')} ·`
                  : null}{' '}
              {step.waitSeconds === 0
                ? t('alert.ladder.together')
                : t('alert.ladder.wait', { time: spokenDuration(step.waitSeconds * 1_000) })}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
