import { Select, Textarea } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import { useNoteLeft } from '../../shared/api/hand-over-queries.ts';
import { useHandOver } from '../../shared/api/rota-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';

/** What those who come must know: about the turn, or about one alert that is not closed. */
export function NoteForTurnDialog({ teamId, onClose }: { teamId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const left = useNoteLeft(teamId);
  const alerts = useHandOver(teamId).data?.alerts ?? [];
  const submit = (entered: FormData) => {
    const text = String(entered.get('text') ?? '').trim();
    if (text === '') return { field: 'text', says: t('handOver.missing') };
    const onSuccess = () => {
      announce(t('handOver.left'));
      onClose();
    };
    left.mutate({ text, alertId: String(entered.get('alert') ?? '') || null }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('handOver.writeTitle')}
      send={t('handOver.send')}
      canSend={!left.isPending}
      problem={left.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <Select id="note-alert" name="alert" label={t('handOver.about')} defaultValue="">
            <option value="">{t('handOver.turn')}</option>
            {alerts.map(({ alert }) => (
              <option key={alert.id} value={alert.id}>
                {alert.patientName}: {alert.reason}
              </option>
            ))}
          </Select>
          <Textarea
            id="note-text"
            name="text"
            rows={5}
            maxLength={4_000}
            label={t('handOver.text')}
            hint={t('handOver.hint')}
            error={missing('text')}
          />
        </>
      )}
    </FormDialog>
  );
}
