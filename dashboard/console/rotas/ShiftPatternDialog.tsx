import { TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { shiftPatternView } from '../../../gateway/contract/calendars.ts';
import { usePatternSaving } from '../../shared/api/team-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { blankWindow, idOf, isWhole } from './rota-draft.ts';
import { WindowFields } from './WindowFields.tsx';

export type ShiftPattern = z.infer<typeof shiftPatternView>;

/** A name and its times. `pattern` null: a new one, beside `patterns`. */
export function ShiftPatternDialog(props: { pattern: ShiftPattern | null; patterns: readonly ShiftPattern[]; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { pattern, patterns, onClose } = props;
  const saving = usePatternSaving();
  const [windows, setWindows] = useState(pattern?.windows ?? [blankWindow]);
  const submit = (entered: FormData) => {
    const name = String(entered.get('name')).trim();
    if (name === '') return { field: 'name', says: t('rotas.patterns.nameMissing') };
    if (windows.length === 0 || !windows.every(isWhole)) return { field: 'times', says: t('rotas.patterns.timesMissing') };
    const onSuccess = () => {
      announce(t('rotas.patterns.saved', { name }));
      onClose();
    };
    const id = pattern?.id ?? idOf(name, new Set(patterns.map((one) => one.id)));
    saving.mutate({ id, to: { name, windows } }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={pattern ? t('rotas.patterns.changeOf', { name: pattern.name }) : t('rotas.patterns.addTitle')}
      send={t('rotas.patterns.send')}
      canSend={!saving.isPending}
      problem={saving.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <TextInput
            id="pattern-name"
            name="name"
            maxLength={200}
            autoComplete="off"
            label={t('rotas.form.shiftName')}
            defaultValue={pattern?.name}
            error={missing('name')}
          />
          {/* What is missing here is said of all times together; the focus then goes to the group. */}
          <fieldset className="dialog__group" name="times" tabIndex={-1}>
            <legend>{t('rotas.patterns.times')}</legend>
            {missing('times') && <p className="nhsuk-error-message">{missing('times')}</p>}
            <WindowFields id="pattern" label={t('rotas.patterns.label')} windows={windows} onChange={(to) => setWindows([...to])} />
          </fieldset>
          {pattern && <p className="quiet">{t('rotas.patterns.changeSays')}</p>}
        </>
      )}
    </FormDialog>
  );
}
