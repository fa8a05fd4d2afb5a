import { Select, TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import { highestLevel, lowestLevel, pathways, type WardBoard } from '../../../gateway/contract/ward.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { useAdmission } from '../../shared/api/ward-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { PersonSearch } from '../../shared/components/PersonSearch.tsx';

const levelChoices = Array.from({ length: highestLevel - lowestLevel + 1 }, (_, i) => (lowestLevel + i) as 1 | 2 | 3);

/** Takes somebody into a ward. Agrees nothing. */
export function AdmitDialog({ ward, onClose }: { ward: WardBoard[number]; onClose: () => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const admission = useAdmission();
  const me = useMe().data;
  const submit = (entered: FormData) => {
    const text = (name: string) => String(entered.get(name) ?? '').trim();
    if (text('person') === '') return { field: 'search', says: t('ward.personMissing') };
    if (text('clinician') === '') return { field: 'clinician', says: t('ward.clinicianMissing') };
    if (text('targetOn') === '') return { field: 'targetOn', says: t('ward.targetMissing') };
    const pathway = pathways.find((each) => each === text('pathway')) ?? pathways[0];
    const stay = { patientId: text('person'), pathway, level: Number(text('level')), clinician: text('clinician') };
    const onSuccess = () => {
      announce(t('ward.admitted'));
      onClose();
    };
    admission.mutate({ wardId: ward.id, ...stay, targetOn: text('targetOn'), reason: text('reason') }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('ward.admitTitle', { ward: ward.name })}
      send={t('ward.send')}
      canSend={!admission.isPending}
      problem={admission.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <PersonSearch label={t('ward.person')} error={missing('search')} />
          <Select id="admit-pathway" name="pathway" label={t('ward.pathwayLabel')}>
            {pathways.map((each) => (
              <option key={each} value={each}>
                {t(`ward.pathway.${each}`)}
              </option>
            ))}
          </Select>
          <Select id="admit-level" name="level" label={t('ward.levelLabel')} defaultValue="2">
            {levelChoices.map((each) => (
              <option key={each} value={each}>
                {t(`ward.levelLong.level${each}`)}
              </option>
            ))}
          </Select>
          <TextInput
            id="admit-clinician"
            name="clinician"
            maxLength={200}
            label={t('ward.clinician')}
            defaultValue={me?.name ?? ''}
            error={missing('clinician')}
          />
          <TextInput id="admit-target" name="targetOn" type="date" label={t('ward.target')} error={missing('targetOn')} />
          <TextInput id="admit-reason" name="reason" maxLength={500} label={t('ward.reasonOptional')} />
        </>
      )}
    </FormDialog>
  );
}
