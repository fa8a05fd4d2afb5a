import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import type { LinkState } from '../../shared/live/link-state.ts';
import { useLinkState } from '../../shared/live/use-live.tsx';

/** Whether what is on the screen is live: always visible, in words. */
export function LinkBadge() {
  const { t } = useTranslation();
  const state = useLinkState();
  const announce = useAnnounce();
  const before = useRef<LinkState>('connecting');
  useEffect(() => {
    if (state === 'dead') announce(t('frame.link.deadSays'), 'assertive');
    else if (state === 'live' && before.current === 'dead') announce(t('frame.link.backSays'));
    before.current = state;
  }, [state, announce, t]);
  return (
    <span className={`link-badge link-badge--${state}`}>
      <span className="nhsuk-u-visually-hidden">{t('frame.link.name')}: </span>
      {t(`frame.link.${state}`)}
    </span>
  );
}

/** What a late or dead link means, over the whole width of every page. */
export function LinkWarning() {
  const { t } = useTranslation();
  const state = useLinkState();
  if (state !== 'late' && state !== 'dead') return null;
  return <p className={`link-warning link-warning--${state}`}>{t(`frame.link.${state}Says`)}</p>;
}
