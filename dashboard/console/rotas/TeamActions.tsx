import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '../../shared/api/session-queries.ts';
import type { Team } from '../../shared/api/shapes.ts';
import { useTeamSetUp } from '../../shared/api/team-queries.ts';
import { mayDo } from '../../shared/roles.ts';
import { EndRotaDialog, EndTeamDialog } from './EndDialogs.tsx';
import { TeamDialog } from './TeamDialog.tsx';

/** Changing and ending a team and its rota, as far as it is the reader's to do. */
export function TeamActions({ team, hasRota }: { team: Team; hasRota: boolean }) {
  const { t } = useTranslation();
  const role = useMe().data?.role;
  const setsUp = mayDo(role, 'setUp');
  const setUp = useTeamSetUp(team.id, setsUp).data;
  const [open, setOpen] = useState<'change' | 'end' | 'end-rota' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      {mayDo(role, 'makeRotas') && (
        <>
          <Link className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" to={`/rotas/${encodeURIComponent(team.id)}/change`}>
            {t(hasRota ? 'rotas.form.change' : 'rotas.form.make')}
          </Link>
          {hasRota && (
            <button type="button" className="tool" onClick={() => setOpen('end-rota')}>
              {t('rotas.form.end')}
            </button>
          )}
        </>
      )}
      {setUp && (
        <>
          <button type="button" className="tool" onClick={() => setOpen('change')}>
            {t('rotas.team.change')}
          </button>
          <button type="button" className="tool" onClick={() => setOpen('end')}>
            {t('rotas.team.end')}
          </button>
        </>
      )}
      {open === 'end-rota' && <EndRotaDialog teamId={team.id} name={team.name} onClose={close} />}
      {open === 'change' && setUp && <TeamDialog team={setUp} onClose={close} />}
      {open === 'end' && setUp && <EndTeamDialog team={setUp} onClose={close} />}
    </>
  );
}
