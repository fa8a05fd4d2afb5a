import { useTranslation } from 'react-i18next';
import type { DeviceHealthView } from '../../../gateway/contract/device-health.ts';
import { longDate, shortDate, spokenDuration } from '../../shared/time/format.ts';

function Unknown() {
  const { t } = useTranslation();
  return <span className="device-state device-state--unknown">{t('deviceHealth.unknown')}</span>;
}

/** What is left, and when it will be empty with its limits. */
export function Battery({ battery }: { battery: DeviceHealthView['battery'] | undefined }) {
  const { t } = useTranslation();
  if (!battery) return <Unknown />;
  const { state, why, level, unit, toldOn, emptyOn, earliestOn, latestOn } = battery;
  const told = level === null || unit === null ? null : t(`deviceHealth.level.${unit}`, { level: Math.round(level) });
  if (state === 'low')
    return (
      <>
        <strong className="never">{t('deviceHealth.low')}</strong> {told && <span className="device-why quiet">{told}</span>}
      </>
    );
  if (state === 'forecast')
    return (
      <>
        {told}. {t('deviceHealth.empty', { on: longDate(emptyOn ?? '') })}
        <span className="device-why quiet">
          {t('deviceHealth.between', { from: longDate(earliestOn ?? ''), to: longDate(latestOn ?? '') })}
        </span>
      </>
    );
  return (
    <>
      {(told === null || why === 'not-told-lately') && <Unknown />} {told}
      {why && <span className="device-why quiet">{t(`deviceHealth.why.${why}`, { on: toldOn === null ? '' : longDate(toldOn) })}</span>}
    </>
  );
}

/** How well it is received. */
export function Signal({ signal }: { signal: DeviceHealthView['signal'] | undefined }) {
  const { t } = useTranslation();
  if (!signal) return <Unknown />;
  return (
    <>
      {signal.weak && <strong className="never">{t('deviceHealth.weak')} </strong>}
      {t(`deviceHealth.scale.${signal.scale}`, { value: Math.round(signal.last) })}
      <span className="device-why quiet">{t('deviceHealth.weakest', { value: Math.round(signal.weakest) })}</span>
    </>
  );
}

/** Whether its clock is right. */
export function Clock({ clock }: { clock: DeviceHealthView['clock'] | undefined }) {
  const { t } = useTranslation();
  if (!clock) return <Unknown />;
  if (!clock.wrong) return <>{t('deviceHealth.right')}</>;
  const time = spokenDuration(Math.abs(clock.aheadSeconds) * 1_000);
  return <strong className="never">{t(clock.aheadSeconds > 0 ? 'deviceHealth.ahead' : 'deviceHealth.behind', { time })}</strong>;
}

/** Its monthly test; null: it needs none. */
export function Test({ test }: { test: DeviceHealthView['test'] | undefined }) {
  const { t } = useTranslation();
  if (test === undefined) return <Unknown />;
  if (test === null) return <span className="quiet">{t('deviceHealth.noTest')}</span>;
  const on = shortDate(Date.parse(test.dueAt));
  const last = test.testedAt === null ? t('deviceHealth.never') : t('deviceHealth.tested', { on: shortDate(Date.parse(test.testedAt)) });
  return (
    <>
      {test.overdue ? <strong className="never">{t('deviceHealth.testOverdue', { on })}</strong> : t('deviceHealth.testDue', { on })}
      <span className="device-why quiet">{last}</span>
    </>
  );
}
