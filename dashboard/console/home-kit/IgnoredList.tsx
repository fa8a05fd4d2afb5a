import { useTranslation } from 'react-i18next';
import type { FoundDevice } from '../../../gateway/contract/hubs.ts';
import { useHeeding } from '../../shared/api/home-kit-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { dayAndTime } from '../../shared/time/format.ts';

/** What was found and is none of this home's, with who said so; it can be taken back. */
export function IgnoredList(props: { homeId: string; ignored: readonly FoundDevice[]; takeBack: boolean }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const heeding = useHeeding(props.homeId);
  if (props.ignored.length === 0) return null;
  return (
    <>
      <h3 className="found__name">{t('homeKit.ignore.list')}</h3>
      <ul className="plain-list found">
        {props.ignored.map(({ hubId, nativeId, name, ignored }) => (
          <li key={`${hubId} ${nativeId}`} className="found__one">
            <strong>{name}</strong>{' '}
            {ignored && <span className="quiet">{t('homeKit.ignore.by', { ...ignored, time: dayAndTime(Date.parse(ignored.at)) })}</span>}{' '}
            {props.takeBack && (
              <button
                type="button"
                className="tool"
                disabled={heeding.isPending}
                aria-label={t('homeKit.ignore.heedOf', { name })}
                onClick={() => heeding.mutate({ hubId, nativeId }, { onSuccess: () => announce(t('homeKit.ignore.heeded', { name })) })}
              >
                {t('homeKit.ignore.heed')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {heeding.error && (
        <p className="notice notice--warn" role="alert">
          {heeding.error.message}
        </p>
      )}
    </>
  );
}
