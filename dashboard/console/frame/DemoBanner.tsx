import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { z } from 'zod';
import type { clockView } from '../../../gateway/contract/system.ts';
import { dayAndTime, timeOfDayWithSeconds } from '../../shared/time/format.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';

/** Says on every page that this is not real life, and what time it is in the homes. Nothing when the clock is the real one. */
export function DemoBanner({ clock }: { clock: z.infer<typeof clockView> | undefined }) {
  const { t } = useTranslation();
  const now = useServerNow();
  if (!clock || (clock.speed === 1 && !clock.demo)) return null;
  const says = clock.training
    ? t('frame.training')
    : clock.speed === 1
      ? t('frame.demo')
      : clock.speed === 60
        ? t('frame.timeLapseMinute')
        : t('frame.timeLapseFactor', { speed: clock.speed });
  return (
    <section className={`demo-banner${clock.training ? ' demo-banner--training' : ''}`} aria-label={t('frame.homesTime')}>
      <span>{says}</span>{' '}
      {now !== null && (
        <span className="demo-banner__time">
          {t('frame.homesNow', { time: clock.speed === 1 ? timeOfDayWithSeconds(now) : dayAndTime(now) })}
        </span>
      )}{' '}
      {clock.training && <Link to="/training">{t('frame.trainingPage')}</Link>}{' '}
      {clock.demo && <a href="/family/">{t('frame.demoFamily')}</a>}
    </section>
  );
}
