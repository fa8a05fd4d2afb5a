import { useTranslation } from 'react-i18next';
import { useIncidentSeen, useSystem } from '../../shared/api/kit-queries.ts';
import { dayAndTime } from '../../shared/time/format.ts';

/** An outage of ours that nobody has read of yet: one line for all homes, whoever was concerned. */
export function IncidentBanner() {
  const { t } = useTranslation();
  const unread = (useSystem().data?.incidents ?? []).filter((incident) => incident.seenAt === null);
  const seen = useIncidentSeen();
  const [newest] = unread;
  if (!newest) return null;
  const from = dayAndTime(Date.parse(newest.fromAt));
  const to = dayAndTime(Date.parse(newest.toAt));
  return (
    <section className="incident-banner" aria-label={t('kit.incident.name')}>
      <span>
        <strong>{t('kit.incident.between', { from, to })}</strong> {newest.text}
        {unread.length > 1 && ` (${t('kit.incident.more', { count: unread.length - 1 })})`}
      </span>{' '}
      <button type="button" className="take" disabled={seen.isPending} onClick={() => seen.mutate(newest.id)}>
        {t('kit.incident.read')}
      </button>
      {seen.error && <span role="alert"> {seen.error.message}</span>}
    </section>
  );
}
