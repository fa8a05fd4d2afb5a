import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useMatch } from 'react-router';
import type { z } from 'zod';
import type { clockView, me as meShape } from '../../../gateway/contract/system.ts';
import { useSignOut, useTasks } from '../../shared/api/queries.ts';
import { Announcer } from '../../shared/components/Announcer.tsx';
import { useLiveAlerts } from '../../shared/live/use-live.tsx';
import { mayDo } from '../../shared/roles.ts';
import { NewsBar } from '../worklist/NewsBar.tsx';
import { countQueues } from '../worklist/queues.ts';
import { DemoBanner } from './DemoBanner.tsx';
import { IncidentBanner } from './IncidentBanner.tsx';
import { LinkBadge, LinkWarning } from './LinkBadge.tsx';
import { Newcomers } from './Newcomers.tsx';
import { useAlarmSound } from './use-alarm-sound.ts';
import { Wordmark } from './Wordmark.tsx';

/** What is around every page: who, where to, whether it is live, what time it is in the homes, and what nobody has yet. */
export function Frame(props: { me: z.infer<typeof meShape>; clock: z.infer<typeof clockView> | undefined; children: ReactNode }) {
  const { t } = useTranslation();
  const onWorklist = useMatch('/') !== null;
  const openAlert = useMatch('/alerts/:id')?.params.id;
  const sound = useAlarmSound();
  const seesAlerts = mayDo(props.me.role, 'seeAlerts');
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
        <IncidentBanner />
        {seesAlerts && !onWorklist && <NewsBar shownIds={new Set(openAlert ? [openAlert] : [])} />}
      </header>
      {seesAlerts && <Newcomers onNewHigh={sound.play} />}
      {props.children}
    </Announcer>
  );
}

/** Who looks at how agreements do over all people. */
const reviewers: ReadonlySet<string> = new Set(['coordinator', 'clinician', 'manager']);

function Navigation({ role }: { role: z.infer<typeof meShape>['role'] }) {
  const { t } = useTranslation();
  const counts = countQueues(useLiveAlerts().values());
  const seesAlerts = mayDo(role, 'seeAlerts');
  const tasks = useTasks(false, seesAlerts).data?.filter((task) => task.doneAt === null).length ?? 0;
  return (
    <nav className="bar__nav" aria-label={t('frame.navigation')}>
      {seesAlerts && (
        <NavLink to="/" end>
          {t('frame.worklist')}
          {counts['needs-someone'] > 0 && (
            <span className="count">
              <span className="nhsuk-u-visually-hidden">, {t('frame.needSomeone', { count: counts['needs-someone'] })}</span>
              <span aria-hidden="true">{counts['needs-someone']}</span>
            </span>
          )}
        </NavLink>
      )}
      <NavLink to="/patients">{t('frame.patients')}</NavLink>
      <NavLink to="/tasks">
        {t('frame.tasks')}
        {tasks > 0 && <span className="count count--quiet"> {tasks}</span>}
      </NavLink>
      <NavLink to="/equipment">{t('equipment.nav')}</NavLink>
      {seesAlerts && <NavLink to="/services">{t('services.nav')}</NavLink>}
      {mayDo(role, 'arrange') && <NavLink to="/rotas">{t('rotas.nav')}</NavLink>}
      {mayDo(role, 'setUp') && <NavLink to="/apps">{t('apps.nav')}</NavLink>}
      {reviewers.has(role) && <NavLink to="/load">{t('load.nav')}</NavLink>}
    </nav>
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
