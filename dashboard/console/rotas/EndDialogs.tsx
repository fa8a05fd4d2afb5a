import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { z } from 'zod';
import type { teamSetUp } from '../../../gateway/contract/rotas.ts';
import { useRotaEnd, useTeamEnd } from '../../shared/api/team-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';

/** Ends a team, after it is said for whom nobody of its kind is then asked. */
export function EndTeamDialog({ team, onClose }: { team: z.infer<typeof teamSetUp>; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const end = useTeamEnd(team.id);
  const ended = () => {
    announce(t('rotas.team.ended', { name: team.name }));
    void navigate('/rotas');
  };
  return (
    <FormDialog
      title={t('rotas.team.endOf', { name: team.name })}
      send={t('rotas.team.endSend')}
      warning
      canSend={!end.isPending}
      problem={end.error?.message ?? null}
      submit={() => {
        // The page of the team, and this dialog, may be gone before the answer is told to them. What went wrong is shown by `end.error`.
        end.mutateAsync(undefined).then(ended, () => undefined);
        return null;
      }}
      onClose={onClose}
    >
      {() => (
        <>
          <p>{t('rotas.team.endSays')}</p>
          {team.servedAlone > 0 && <p className="notice notice--warn">{t('rotas.team.alone', { count: team.servedAlone })}</p>}
        </>
      )}
    </FormDialog>
  );
}

/** Takes the rota from a team, and its swaps. */
export function EndRotaDialog(props: { teamId: string; name: string; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const end = useRotaEnd(props.teamId);
  const onSuccess = () => {
    announce(t('rotas.form.ended'));
    props.onClose();
  };
  return (
    <FormDialog
      title={t('rotas.form.endOf', { name: props.name })}
      send={t('rotas.form.endSend')}
      warning
      canSend={!end.isPending}
      problem={end.error?.message ?? null}
      submit={() => {
        end.mutate(undefined, { onSuccess });
        return null;
      }}
      onClose={props.onClose}
    >
      {() => <p>{t('rotas.form.endSays')}</p>}
    </FormDialog>
  );
}
