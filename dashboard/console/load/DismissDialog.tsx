import { Textarea } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { SuggestionView } from '../../../gateway/contract/fatigue.ts';
import { useDismissal } from '../../shared/api/load-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';

/** A clinician says why an agreement stays as it is. */
export function DismissDialog({ suggestion, onClose }: { suggestion: SuggestionView; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const dismissal = useDismissal();
  const submit = (entered: FormData) => {
    const reason = String(entered.get('reason')).trim();
    if (reason === '') return { field: 'reason', says: t('load.suggestions.missing') };
    const onSuccess = () => {
      announce(t('load.suggestions.done'));
      onClose();
    };
    dismissal.mutate({ id: suggestion.id, reason }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('load.suggestions.dismissTitle')}
      send={t('load.suggestions.send')}
      canSend={!dismissal.isPending}
      problem={dismissal.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <p>{suggestion.text}</p>
          <Textarea
            id="dismiss-reason"
            name="reason"
            rows={3}
            maxLength={500}
            label={t('load.suggestions.reason')}
            error={missing('reason')}
          />
        </>
      )}
    </FormDialog>
  );
}
