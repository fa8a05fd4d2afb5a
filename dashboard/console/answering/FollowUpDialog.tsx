import { Select, Textarea } from 'nhsuk-react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFollowUp } from '../../shared/api/answering-queries.ts';
import { useColleagues } from '../../shared/api/queries.ts';
import { useTeams } from '../../shared/api/rota-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { useServerNow } from '../../shared/time/use-server-now.ts';

const minutesToChoose = ['30', '60', '240', '1440', '10080'] as const;

/** A follow-up always has an owner and a time: without them it would be a wish. */
export function FollowUpDialog({ alertId, patientId, onClose }: { alertId: string; patientId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const now = useServerNow();
  const me = useMe().data;
  const colleagues = useColleagues(true).data ?? [];
  const teams = useTeams().data ?? [];
  const followUp = useFollowUp(alertId, patientId);
  const [id] = useState(() => crypto.randomUUID());
  const submit = (entered: FormData) => {
    const text = String(entered.get('text')).trim();
    if (text === '') return { field: 'text', says: t('answering.followUps.textMissing') };
    const [kind, ownerId = ''] = String(entered.get('owner')).split(/:(.*)/);
    const dueAt = new Date((now ?? Date.now()) + Number(entered.get('due')) * 60_000).toISOString();
    const owner = kind === 'team' ? { teamId: ownerId } : { userId: ownerId };
    const onSuccess = () => {
      announce(t('answering.followUps.added'));
      onClose();
    };
    followUp.mutate({ id, text, owner, dueAt }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('answering.followUps.dialog')}
      send={t('answering.followUps.send')}
      canSend={!followUp.isPending && now !== null}
      problem={followUp.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <Textarea
            id="follow-up-text"
            name="text"
            rows={2}
            maxLength={500}
            label={t('answering.followUps.text')}
            error={missing('text')}
          />
          <Select id="follow-up-owner" name="owner" label={t('answering.followUps.owner')}>
            {me && <option value={`user:${me.id}`}>{t('answering.followUps.me', { name: me.name })}</option>}
            <optgroup label={t('answering.followUps.teams')}>
              {teams.map((team) => (
                <option key={team.id} value={`team:${team.id}`}>
                  {team.name}
                </option>
              ))}
            </optgroup>
            <optgroup label={t('answering.followUps.people')}>
              {colleagues
                .filter((one) => one.id !== me?.id)
                .map((one) => (
                  <option key={one.id} value={`user:${one.id}`}>
                    {one.name}
                  </option>
                ))}
            </optgroup>
          </Select>
          <Select id="follow-up-due" name="due" label={t('answering.followUps.due')} defaultValue="60">
            {minutesToChoose.map((minutes) => (
              <option key={minutes} value={minutes}>
                {t(`answering.followUps.dueIn.${minutes}`)}
              </option>
            ))}
          </Select>
        </>
      )}
    </FormDialog>
  );
}
