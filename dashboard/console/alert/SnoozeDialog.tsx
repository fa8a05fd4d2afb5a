import { Select, Textarea } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { AlertDetail } from '../../../gateway/contract/alerts.ts';
import { type ActionDialogProps, ActionForm } from './ActionForm.tsx';

/** Minutes to choose from, the shortest first; the last is the most that the gateway allows. */
const choices: Readonly<Record<AlertDetail['severity'], readonly number[]>> = {
  high: [5, 10, 15],
  moderate: [30, 60, 120, 240],
  low: [60, 240, 480, 1440],
};

/** The whole alert rests for a while with the person who has it, and comes back by itself. */
export function SnoozeDialog({ severity, ...dialog }: ActionDialogProps & { severity: AlertDetail['severity'] }) {
  const { t } = useTranslation();
  const words = (minutes: number) =>
    minutes < 60 ? t('alert.dialog.snooze.minutes', { count: minutes }) : t('alert.dialog.snooze.hours', { count: minutes / 60 });
  return (
    <ActionForm
      title={t('alert.dialog.snooze.title')}
      send={t('alert.dialog.snooze.send')}
      dialog={dialog}
      read={(entered) => {
        const reason = String(entered.get('reason')).trim();
        if (!reason) return { field: 'reason', says: t('alert.dialog.snooze.missing') };
        return { type: 'snooze', scope: 'alert', minutes: Number(entered.get('minutes')), reason };
      }}
    >
      {(missing) => (
        <>
          <Select
            id="snooze-minutes"
            name="minutes"
            label={t('alert.dialog.snooze.how')}
            hint={t('alert.dialog.snooze.ends')}
            defaultValue={String(choices[severity][0])}
          >
            {choices[severity].map((minutes) => (
              <option key={minutes} value={minutes}>
                {words(minutes)}
              </option>
            ))}
          </Select>
          <Textarea
            id="snooze-reason"
            name="reason"
            rows={2}
            maxLength={500}
            label={t('alert.dialog.snooze.reason')}
            error={missing('reason')}
          />
        </>
      )}
    </ActionForm>
  );
}
