import { TextInput } from 'nhsuk-react-components';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HomeKit } from '../../../gateway/contract/home-kit.ts';
import { useKeySafeCode } from '../../shared/api/home-kit-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { mayDo } from '../../shared/roles.ts';

/** The code of a home's key safe, for whoever may write it: typed once, kept apart, never shown here; only whether there is one. */
export function KeySafe({ kit: { homeId, hasKeySafeCode } }: { kit: HomeKit }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const keeping = useKeySafeCode(homeId);
  if (!mayDo(useMe().data?.role, 'keySafe')) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== '') keeping.mutate(code.trim(), { onSuccess: () => setCode('') });
  };
  return (
    <form className="card enrol" aria-labelledby="key-safe-title" onSubmit={submit}>
      <h2 className="card__title" id="key-safe-title">
        {t('homeKit.keySafe.title')}
      </h2>
      <p role="status">{hasKeySafeCode ? t('homeKit.keySafe.has') : t('homeKit.keySafe.none')}</p>
      <TextInput
        id="key-safe-code"
        label={t('homeKit.keySafe.code')}
        hint={t('homeKit.keySafe.hint')}
        autoComplete="off"
        maxLength={20}
        error={keeping.error?.message}
        value={code}
        onChange={({ currentTarget: { value } }) => setCode(value)}
      />
      <button type="submit" className="nhsuk-button nhsuk-button--small" disabled={keeping.isPending}>
        {t('homeKit.keySafe.send')}
      </button>
    </form>
  );
}
