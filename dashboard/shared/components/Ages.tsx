import { useTranslation } from 'react-i18next';
import { clockDuration, spokenDuration } from '../time/format.ts';
import { useServerNow } from '../time/use-server-now.ts';

/** How long ago something was, by the server's clock; counts up. */
export function Age({ since }: { since: string }) {
  const now = useServerNow();
  return <span className="clock">{now === null ? '–' : clockDuration(now - Date.parse(since))}</span>;
}

/** How long ago something was, as a sentence says it: `9 minutes ago`. */
export function Ago({ at }: { at: string }) {
  const { t } = useTranslation();
  const now = useServerNow();
  return <>{now === null ? '–' : t('patients.ago', { time: spokenDuration(now - Date.parse(at)) })}</>;
}

/** Time left until an instant, by the server's clock; says so when it has passed. */
export function TimeLeft({ until }: { until: string }) {
  const { t } = useTranslation();
  const now = useServerNow();
  if (now === null) return <span className="clock">–</span>;
  const left = Date.parse(until) - now;
  if (left > 0) return <span className={`clock${left < 60_000 ? ' clock--near' : ''}`}>{clockDuration(left)}</span>;
  return (
    <span className="clock clock--over">{left > -1_000 ? t('worklist.now') : t('worklist.overdue', { time: clockDuration(-left) })}</span>
  );
}
