import { TextInput } from 'nhsuk-react-components';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeySafeCode } from '../../shared/api/enrolment-queries.ts';

/** The code of a key safe: typed once, kept apart, never part of a draft. */
export function KeySafe({ homeId }: { homeId: string }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const keeping = useKeySafeCode(homeId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== '') keeping.mutate(code.trim(), { onSuccess: () => setCode('') });
  };
  return (
    <form className="card enrol" onSubmit={submit}>
      <TextInput
        id="key-safe-code"
        label={t('enrol.done.keySafe')}
        hint={t('enrol.done.keySafeHint')}
        autoComplete="off"
        maxLength={20}
        error={keeping.error?.message}
        value={code}
        onChange={({ currentTarget: { value } }) => setCode(value)}
      />
      <button type="submit" className="nhsuk-button nhsuk-button--small" disabled={keeping.isPending}>
        {t('enrol.done.keySafeSend')}
      </button>
      <p role="status">{keeping.isSuccess && t('enrol.done.keySafeKept')}</p>
    </form>
  );
}
