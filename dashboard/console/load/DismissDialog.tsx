import { Textarea } from 'nhsuk-react-components';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SuggestionView } from '../../../gateway/contract/fatigue.ts';
import { useDismissal } from '../../shared/api/load-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { Dialog } from '../../shared/components/Dialog.tsx';

/** A clinician says why an agreement stays as it is. */
export function DismissDialog({ suggestion, onClose }: { suggestion: SuggestionView; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const dismissal = useDismissal();
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason')).trim();
    setMissing(reason === '');
    if (reason === '') return event.currentTarget.querySelector('textarea')?.focus();
    const onSuccess = () => {
      announce(t('load.suggestions.done'));
      onClose();
    };
    dismissal.mutate({ id: suggestion.id, reason }, { onSuccess });
  };
  return (
    <Dialog title={t('load.suggestions.dismissTitle')} onClose={onClose}>
      <p>{suggestion.text}</p>
      <form onSubmit={submit} noValidate>
        <Textarea
          id="dismiss-reason"
          name="reason"
          rows={3}
          maxLength={500}
          label={t('load.suggestions.reason')}
          error={missing ? t('load.suggestions.missing') : undefined}
        />
        {dismissal.error && (
          <p className="notice notice--warn" role="alert">
            {dismissal.error.message}
          </p>
        )}
        <div className="dialog__actions">
          <button type="submit" className="nhsuk-button nhsuk-button--small" disabled={dismissal.isPending}>
            {t('load.suggestions.send')}
          </button>
          <button type="button" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={onClose}>
            {t('frame.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
