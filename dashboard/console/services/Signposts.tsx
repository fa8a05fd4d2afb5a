import { useTranslation } from 'react-i18next';
import { useSignposts } from '../../shared/api/answering-queries.ts';
import { dayAndTime } from '../../shared/time/format.ts';

/** Services that somebody was told of, the newest first; nothing while there is none. */
export function Signposts({ patientId }: { patientId: string }) {
  const { t } = useTranslation();
  const { data } = useSignposts(patientId);
  if (!data || data.signposts.length === 0) return null;
  return (
    <section className="card" aria-labelledby="signposts-title">
      <h2 className="card__title" id="signposts-title">
        {t('services.signpost.list')}
      </h2>
      <ul className="plain-list">
        {data.signposts.map(({ id, serviceName, at, by, how, note }) => (
          <li key={id}>
            <strong>{serviceName}</strong>{' '}
            <span className="quiet">
              {t(`services.signpost.ways.${how}`)}, {dayAndTime(Date.parse(at))}, {by}
            </span>
            {note && <span className="walked__note">{note}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
