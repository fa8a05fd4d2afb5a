import { Select, Textarea, TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import {
  type CarePlanSections,
  hospitalWishes,
  longestPart,
  planDocumentKinds,
  resuscitation,
} from '../../../gateway/contract/care-plan.ts';
import type { PartFields } from './PlanForm.tsx';
import { replaced } from './plan-draft.ts';

type Wishes = CarePlanSections['wishes'];

/** Wishes and the ceiling of treatment. Nothing is asked for without the answer that it is not recorded. */
export function WishesFields({ sections: { wishes }, say, wrong }: PartFields) {
  const { t } = useTranslation();
  const set = (changes: Partial<Wishes>) => say({ wishes: { ...wishes, ...changes } });
  const { cpr, hospital, hospitalOnlyIf, documents, words } = wishes;
  return (
    <fieldset className="card plan-fields">
      <legend className="card__title">{t('carePlan.part.wishes')}</legend>
      <Select
        id="plan-cpr"
        label={t('carePlan.form.cpr')}
        value={cpr}
        error={wrong('sections.wishes.documents')}
        onChange={(event) => set({ cpr: resuscitation.find((one) => one === event.currentTarget.value) ?? 'not-recorded' })}
      >
        {resuscitation.map((one) => (
          <option key={one} value={one}>
            {t(`carePlan.form.answer.${one}`)}
          </option>
        ))}
      </Select>
      <Select
        id="plan-hospital"
        label={t('carePlan.form.hospital')}
        value={hospital}
        onChange={(event) => set({ hospital: hospitalWishes.find((one) => one === event.currentTarget.value) ?? 'not-recorded' })}
      >
        {hospitalWishes.map((one) => (
          <option key={one} value={one}>
            {t(`carePlan.form.answer.${one}`)}
          </option>
        ))}
      </Select>
      {hospital === 'only-if' && (
        <TextInput
          id="plan-only-if"
          maxLength={300}
          label={t('carePlan.form.hospitalOnlyIf')}
          error={wrong('sections.wishes.hospitalOnlyIf')}
          value={hospitalOnlyIf}
          onChange={(event) => set({ hospitalOnlyIf: event.currentTarget.value })}
        />
      )}
      {documents.map((_, index) => (
        <DocumentFields
          // biome-ignore lint/suspicious/noArrayIndexKey: documents have no names of their own while they are typed.
          key={index}
          documents={documents}
          index={index}
          set={set}
        />
      ))}
      {documents.length < 5 && (
        <button type="button" className="tool" onClick={() => set({ documents: [...documents, blank] })}>
          {t('carePlan.form.addDocument')}
        </button>
      )}
      <Textarea
        id="plan-wishes"
        rows={3}
        maxLength={longestPart}
        label={t('carePlan.form.wishesWords')}
        value={words}
        onChange={(event) => set({ words: event.currentTarget.value })}
      />
    </fieldset>
  );
}

const blank: Wishes['documents'][number] = { kind: 'respect', keptAt: '', decidedOn: '', decidedBy: '' };

function DocumentFields(props: { documents: Wishes['documents']; index: number; set: (changes: Partial<Wishes>) => void }) {
  const { t } = useTranslation();
  const { documents, index, set } = props;
  const one = documents[index]!;
  const id = (field: string) => `plan-document-${index}-${field}`;
  const change = (changes: Partial<typeof one>) => set({ documents: replaced(documents, index, changes) });
  return (
    <fieldset className="plan-row">
      <legend>{t('carePlan.form.group.document', { n: index + 1 })}</legend>
      <Select
        id={id('kind')}
        label={t('carePlan.form.documentKind')}
        value={one.kind}
        onChange={(event) => change({ kind: planDocumentKinds.find((kind) => kind === event.currentTarget.value) ?? 'other' })}
      >
        {planDocumentKinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`carePlan.form.documentKinds.${kind}`)}
          </option>
        ))}
      </Select>
      {(['keptAt', 'decidedBy', 'decidedOn'] as const).map((field) => (
        <TextInput
          key={field}
          id={id(field)}
          type={field === 'decidedOn' ? 'date' : 'text'}
          maxLength={200}
          label={t(`carePlan.form.${field}`)}
          value={one[field]}
          onChange={(event) => change({ [field]: event.currentTarget.value })}
        />
      ))}
      <button type="button" className="tool" onClick={() => set({ documents: documents.filter((_, i) => i !== index) })}>
        {t('carePlan.form.removeDocument', { n: index + 1 })}
      </button>
    </fieldset>
  );
}
