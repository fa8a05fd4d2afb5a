import { Select, TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import { actionOwners, type CarePlanSections } from '../../../gateway/contract/care-plan.ts';
import type { PartFields } from './PlanForm.tsx';
import { replaced } from './plan-draft.ts';

type Action = CarePlanSections['actions'][number];
type Owner = Action['owner'];

const blank: Action = { id: '', what: '', owner: { kind: 'patient', id: '', name: '' }, dueOn: null };
const mostActions = 12;

/** Who does what by when. */
export function ActionFields(fields: PartFields) {
  const { t } = useTranslation();
  const { sections, say } = fields;
  const { actions } = sections;
  return (
    <fieldset className="card plan-fields">
      <legend className="card__title">{t('carePlan.part.actions')}</legend>
      {actions.map((action, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what is new has no id until it is saved.
        <ActionRow key={index} action={action} index={index} {...fields} />
      ))}
      {actions.length < mostActions && (
        <button type="button" className="tool" onClick={() => say({ actions: [...actions, blank] })}>
          {t('carePlan.form.addAction')}
        </button>
      )}
    </fieldset>
  );
}

function ActionRow({ action, index, sections: { actions }, say, wrong, patient }: PartFields & { action: Action; index: number }) {
  const { t } = useTranslation();
  const { what, owner, dueOn } = action;
  const id = (field: string) => `plan-action-${index}-${field}`;
  const change = (changes: Partial<Action>) => say({ actions: replaced(actions, index, changes) });
  const named = owner.kind === 'role' || owner.kind === 'person';
  return (
    <fieldset className="plan-row">
      <legend>{t('carePlan.form.group.action', { n: index + 1 })}</legend>
      <TextInput
        id={id('what')}
        maxLength={200}
        label={t('carePlan.form.what')}
        error={wrong(`sections.actions.${index}`)}
        value={what}
        onChange={(event) => change({ what: event.currentTarget.value })}
      />
      <Select
        id={id('who')}
        label={t('carePlan.form.who')}
        value={owner.kind === 'contact' ? `contact ${owner.id}` : owner.kind}
        onChange={(event) => change({ owner: ownerFrom(event.currentTarget.value) })}
      >
        <option value="patient">{t('carePlan.form.self', { name: patient.knownAs })}</option>
        {patient.contacts.map((contact) => (
          <option key={contact.id} value={`contact ${contact.id}`}>
            {contact.name}, {contact.relationship}
          </option>
        ))}
        <option value="role">{t('carePlan.form.role')}</option>
        <option value="person">{t('carePlan.form.person')}</option>
      </Select>
      {named && (
        <TextInput
          id={id('name')}
          maxLength={200}
          label={t('carePlan.form.ownerName')}
          value={owner.name}
          onChange={(event) => change({ owner: { ...owner, name: event.currentTarget.value } })}
        />
      )}
      <TextInput
        id={id('due')}
        type="date"
        label={t('carePlan.form.dueOn')}
        value={dueOn ?? ''}
        onChange={(event) => change({ dueOn: event.currentTarget.value || null })}
      />
      <button type="button" className="tool" onClick={() => say({ actions: actions.filter((_, i) => i !== index) })}>
        {t('carePlan.form.removeAction', { n: index + 1 })}
      </button>
    </fieldset>
  );
}

/** `contact <id>`, or the kind of an owner. */
function ownerFrom(chosen: string): Owner {
  const [kind = '', id = ''] = chosen.split(' ', 2);
  return { kind: actionOwners.find((one) => one === kind) ?? 'patient', id, name: '' };
}
