import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useMatch } from 'react-router';
import type { z } from 'zod';
import type { clockView, me as meShape } from '../../../gateway/contract/system.ts';
import { useSignOut } from '../../shared/api/session-queries.ts';
import { Announcer } from '../../shared/components/Announcer.tsx';
import { mayDo } from '../../shared/roles.ts';
import { NewsBar } from '../worklist/NewsBar.tsx';
import { DemoBanner } from './DemoBanner.tsx';
import { IncidentBanner } from './IncidentBanner.tsx';
import { LinkBadge, LinkWarning } from './LinkBadge.tsx';
import { Navigation } from './Navigation.tsx';
import { Newcomers } from './Newcomers.tsx';
import { SoundTest } from './SoundTest.tsx';
import { useAlarmSound } from './use-alarm-sound.ts';
import { useAttention } from './use-attention.ts';
import { Wordmark } from './Wordmark.tsx';

/** What is around every page: who, where to, whether it is live, what time it is in the homes, and what nobody has yet. */
export function Frame(props: { me: z.infer<typeof meShape>; clock: z.infer<typeof clockView> | undefined; children: ReactNode }) {
  const { t } = useTranslation();
  const onWorklist = useMatch('/') !== null;
  const openAlert = useMatch('/alerts/:id')?.params.id;
  const sound = useAlarmSound();
  const seesAlerts = mayDo(props.me.role, 'seeAlerts');
  const idle = useAttention(seesAlerts);
  return (
    <Announcer>
      <a className="nhsuk-skip-link" href="#maincontent">
        {t('frame.skip')}
      </a>
      <header className="sticky-top">
        <div className="bar">
          <Wordmark />
          <Navigation role={props.me.role} />
          <div className="bar__end">
            {seesAlerts && (
              <>
                <LinkBadge />
                <button
                  type="button"
                  className="bar__tool bar__sound"
                  title={sound.state === 'on' ? t('frame.sound.offSays') : t('frame.sound.onSays')}
                  onClick={() => void sound.toggle()}
                >
                  {t(`frame.sound.${sound.state}`)}
                </button>
              </>
            )}
            <Person me={props.me} />
          </div>
        </div>
        <DemoBanner clock={props.clock} />
        {seesAlerts && <LinkWarning />}
        {idle && <p className="watch-line">{t('frame.idle')}</p>}
        {seesAlerts && <SoundTest sound={sound} />}
        <IncidentBanner />
        {seesAlerts && !onWorklist && <NewsBar shownIds={new Set(openAlert ? [openAlert] : [])} />}
      </header>
      {seesAlerts && <Newcomers onNewHigh={sound.play} />}
      {props.children}
    </Announcer>
  );
}

function Person({ me }: { me: z.infer<typeof meShape> }) {
  const { t } = useTranslation();
  const signOut = useSignOut();
  return (
    <span className="bar__person">
      <Link to="/account" className="bar__name" title={t('frame.signedInAs', { name: me.name, role: t(`terms.role.${me.role}`) })}>
        {me.name}
        <span className="nhsuk-u-visually-hidden">, {t('account.nav')}</span>
      </Link>
      <button type="button" className="bar__tool" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
        {t('frame.signOut')}
      </button>
    </span>
  );
}
