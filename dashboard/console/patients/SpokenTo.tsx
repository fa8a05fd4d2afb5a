import { Select } from 'nhsuk-react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import type { PatientSpeech } from '../../../gateway/contract/speech.ts';
import { languages } from '../../../rules/model/speech.ts';
import { useSpeech, useSpeechChange } from '../../shared/api/command-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';

/** In which language devices speak to the patient, and how loud; nothing until it is known. */
export function SpokenTo({ patient }: { patient: PatientDetail }) {
  const { t } = useTranslation();
  const { data } = useSpeech(patient.id);
  const [open, setOpen] = useState(false);
  if (!data) return null;
  const language = t(`terms.language.${data.language}`);
  return (
    <div className="spoken-to">
      {t(data.hardOfHearing ? 'patients.spokenTo.louder' : 'patients.spokenTo.usual', { name: patient.knownAs, language })}{' '}
      <button type="button" className="tool" onClick={() => setOpen(true)}>
        {t('patients.spokenTo.change')}
      </button>
      {open && <SpokenToDialog patient={patient} speech={data} onClose={() => setOpen(false)} />}
    </div>
  );
}

function SpokenToDialog({ patient, speech, onClose }: { patient: PatientDetail; speech: PatientSpeech; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const change = useSpeechChange(patient.id);
  const submit = (entered: FormData) => {
    const language = languages.find((one) => one === entered.get('language')) ?? 'en';
    const onSuccess = () => {
      announce(t('patients.spokenTo.changed', { name: patient.knownAs }));
      onClose();
    };
    change.mutate({ language, hardOfHearing: entered.get('hearing') === 'hard' }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('patients.spokenTo.title', { name: patient.knownAs })}
      send={t('patients.spokenTo.send')}
      canSend={!change.isPending}
      problem={change.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {() => (
        <>
          <Select
            id="spoken-language"
            name="language"
            label={t('patients.spokenTo.language')}
            hint={t('patients.spokenTo.languageHint')}
            defaultValue={speech.language}
          >
            {languages.map((one) => (
              <option key={one} value={one}>
                {t(`terms.language.${one}`)}
              </option>
            ))}
          </Select>
          <Select
            id="spoken-hearing"
            name="hearing"
            label={t('patients.spokenTo.hearing')}
            defaultValue={speech.hardOfHearing ? 'hard' : 'usual'}
          >
            <option value="usual">{t('patients.spokenTo.hears')}</option>
            <option value="hard">{t('patients.spokenTo.hardOfHearing')}</option>
          </Select>
        </>
      )}
    </FormDialog>
  );
}
