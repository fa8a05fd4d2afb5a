import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../shared/api/session-queries.ts';
import type { Team } from '../../shared/api/shapes.ts';
import { useOnCallEnd } from '../../shared/api/team-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { mayDo } from '../../shared/roles.ts';
import { dayAndTime } from '../../shared/time/format.ts';
import { OnCallDialog } from './OnCallDialog.tsx';

/** Who is on call for a time beside the rota, or where there is none. */
export function OnCall({ team, zone }: { team: Team; zone: string }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const mayChange = mayDo(useMe().data?.role, 'makeRotas');
  const end = useOnCallEnd(team.id);
  const [adding, setAdding] = useState(false);
  const those = team.onCall.filter(({ byRota }) => !byRota);
  if (!mayChange && those.length === 0) return null;
  const line = ({ name, fromAt, untilAt }: Team['onCall'][number]) => {
    const from = dayAndTime(Date.parse(fromAt), zone);
    if (untilAt === null) return t('rotas.onCall.line', { name, from });
    return t('rotas.onCall.lineUntil', { name, from, until: dayAndTime(Date.parse(untilAt), zone) });
  };
  return (
    <section className="card" aria-labelledby="on-call-title">
      <div className="card__head">
        <h2 className="card__title" id="on-call-title">
          {t('rotas.onCall.title')}
        </h2>
        {mayChange && (
          <button type="button" className="take no-print" onClick={() => setAdding(true)}>
            {t('rotas.onCall.add')}
          </button>
        )}
      </div>
      {those.length === 0 && <p>{t('rotas.onCall.none')}</p>}
      <ul className="contact-dates">
        {those.map((one) => (
          <li key={one.id}>
            {line(one)}{' '}
            {mayChange && (
              <button
                type="button"
                className="tool no-print"
                disabled={end.isPending}
                aria-label={t('rotas.onCall.removeOf', { name: one.name })}
                onClick={() => end.mutate(one.id, { onSuccess: () => announce(t('rotas.onCall.removed', { name: one.name })) })}
              >
                {t('rotas.onCall.remove')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {end.error && (
        <p className="notice notice--warn" role="alert">
          {end.error.message}
        </p>
      )}
      {adding && <OnCallDialog teamId={team.id} zone={zone} onClose={() => setAdding(false)} />}
    </section>
  );
}
