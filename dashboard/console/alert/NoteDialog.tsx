import { Textarea } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import { type ActionDialogProps, ActionForm } from './ActionForm.tsx';

export function NoteDialog(props: ActionDialogProps) {
  const { t } = useTranslation();
  return (
    <ActionForm
      title={t('alert.dialog.note.title')}
      send={t('alert.dialog.note.send')}
      dialog={props}
      read={(entered) => {
        const text = String(entered.get('text')).trim();
        return text ? { type: 'note', text } : { field: 'text', says: t('alert.dialog.note.missing') };
      }}
    >
      {(missing) => (
        <Textarea
          id="note-text"
          name="text"
          rows={4}
          maxLength={2000}
          label={t('alert.dialog.note.text')}
          hint={t('alert.dialog.note.hint')}
          error={missing('text')}
        />
      )}
    </ActionForm>
  );
}
