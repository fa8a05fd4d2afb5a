import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AlertSummary } from '../../../gateway/contract/alerts.ts';
import { Age } from '../../shared/components/Ages.tsx';
import { Priority } from '../../shared/components/Priority.tsx';
import { useLinkState, useLiveAlerts } from '../../shared/live/use-live.tsx';
import { pinned } from './steady-list.ts';

/**
 * One line, always there and always of the same height, so that news never moves what is being read:
 * the most urgent high alert that nobody has and that is not on the screen, and what else is waiting.
 */
export function NewsBar(props: { shownIds: ReadonlySet<string>; quiet?: string; children?: ReactNode }) {
  const { t } = useTranslation();
  const high = pinned(useLiveAlerts(), props.shownIds);
  const live = useLinkState() === 'live';
  const quiet = props.quiet ?? (live ? t('worklist.news.none') : t('worklist.news.unknown'));
  const first = high[0];
  return (
    <section className={`news${first ? ' news--high' : ''}`} aria-label={t('worklist.news.name')}>
      {first ? <Pinned alert={first} more={high.length - 1} /> : <span className="news__quiet">{quiet}</span>}
      {props.children}
    </section>
  );
}

function Pinned({ alert, more }: { alert: AlertSummary; more: number }) {
  const { t } = useTranslation();
  return (
    <>
      <Link className="news__pin" to={`/alerts/${encodeURIComponent(alert.id)}`}>
        <Priority severity={alert.severity} />
        <strong>{alert.patientName}</strong>
        <span className="news__reason">{alert.reason}</span>
      </Link>
      <span className="news__age">
        <Age since={alert.openedAt} />
      </span>
      {more > 0 && (
        <Link className="news__more" to="/?show=all">
          {t('worklist.news.moreHigh', { count: more })}
        </Link>
      )}
    </>
  );
}
