import { Select, TextInput } from 'nhsuk-react-components';
import { useTranslation } from 'react-i18next';
import type { EnrolmentDraft } from '../../../gateway/contract/enrolment.ts';
import { deviceKinds, rooms } from '../../../rules/model/patient.ts';
import type { StepProps } from './EnrolForm.tsx';

/** An app is paired by a code, not enrolled here. */
const kinds = deviceKinds.filter((kind) => kind !== 'app');

/** The devices of the home. */
export function KitStep({ draft: { kit }, say, wrong }: StepProps) {
  const { t } = useTranslation();
  const change = (n: number, changes: Partial<EnrolmentDraft['kit'][number]>) =>
    say({ kit: kit.map((one, i) => (i === n ? { ...one, ...changes } : one)) });
  return (
    <>
      <p className="quiet">{t('enrol.kit.lead')}</p>
      {kit.length === 0 && <p>{t('enrol.kit.none')}</p>}
      {kit.map((device, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a device has no name of its own before it is enrolled, and every field is set from the draft.
        <fieldset key={n} className="enrol__one">
          <legend>{t('enrol.kit.one', { n: n + 1 })}</legend>
          <Select
            id={`kit.${n}.kind`}
            label={t('enrol.kit.kind')}
            value={device.kind}
            onChange={({ currentTarget: { value } }) => change(n, { kind: kinds.find((one) => one === value) ?? device.kind })}
          >
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`terms.device.${kind}`)}
              </option>
            ))}
          </Select>
          <TextInput
            id={`kit.${n}.name`}
            label={t('enrol.kit.name')}
            hint={t('enrol.kit.nameHint')}
            maxLength={200}
            error={wrong(`kit.${n}.name`)}
            value={device.name}
            onChange={({ currentTarget: { value } }) => change(n, { name: value })}
          />
          <Select
            id={`kit.${n}.room`}
            label={t('enrol.kit.room')}
            value={device.room ?? ''}
            onChange={({ currentTarget: { value } }) => change(n, { room: rooms.find((one) => one === value) ?? null })}
          >
            <option value="">{t('enrol.kit.noRoom')}</option>
            {rooms.map((room) => (
              <option key={room} value={room}>
                {t(`homeKit.room.${room}`)}
              </option>
            ))}
          </Select>
          <label className="check">
            <input type="checkbox" checked={device.worn} onChange={({ target: { checked } }) => change(n, { worn: checked })} />{' '}
            {t('enrol.kit.worn')}
          </label>
          <label className="check">
            <input type="checkbox" checked={device.speaks} onChange={({ target: { checked } }) => change(n, { speaks: checked })} />{' '}
            {t('enrol.kit.speaks')}
          </label>
          <button
            type="button"
            className="tool"
            aria-label={t('enrol.kit.remove', { n: n + 1 })}
            onClick={() => say({ kit: kit.filter((_, i) => i !== n) })}
          >
            {t('enrol.kit.removeShort')}
          </button>
        </fieldset>
      ))}
      <button
        type="button"
        className="tool"
        onClick={() =>
          say({ kit: [...kit, { kind: kit.length === 0 ? 'hub' : 'front-door', name: '', room: null, worn: false, speaks: false }] })
        }
      >
        {t('enrol.kit.add')}
      </button>
    </>
  );
}
