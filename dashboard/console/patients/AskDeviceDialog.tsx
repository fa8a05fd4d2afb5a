import { Select, Textarea } from 'nhsuk-react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { type ObservationKind, observationKinds } from '../../../rules/model/observation.ts';
import { useAskDevice } from '../../shared/api/command-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { readingsToAskFor, waysToAsk } from './asking.ts';

/** Somebody has a device speak, asks for a reading, or has it test itself. */
export function AskDeviceDialog(props: { patient: PatientDetail; device: PatientDetail['devices'][number]; onClose: () => void }) {
  const { patient, device, onClose } = props;
  const { t } = useTranslation();
  const announce = useAnnounce();
  const ask = useAskDevice(patient.id);
  const ways = waysToAsk(device);
  const [type, setType] = useState(ways[0]!);
  const submit = (entered: FormData) => {
    const text = String(entered.get('text') ?? '').trim();
    if (type !== 'test' && text === '') return { field: 'text', says: t('patients.commands.textMissing') };
    const kind = type === 'request-measurement' ? (String(entered.get('kind')) as ObservationKind) : null;
    const onSuccess = () => {
      announce(t('patients.commands.asked', { name: device.name }));
      onClose();
    };
    ask.mutate({ deviceId: device.id, type, text, kind, expiresAfter: String(entered.get('expiresAfter')) }, { onSuccess });
    return null;
  };
  return (
    <FormDialog
      title={t('patients.commands.title', { name: device.name })}
      send={t('patients.commands.send')}
      canSend={!ask.isPending}
      problem={ask.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          {!device.connected && <p className="notice">{t('patients.commands.away')}</p>}
          <Select
            id="ask-type"
            name="type"
            label={t('patients.commands.what')}
            value={type}
            onChange={({ currentTarget }) => setType(ways.find((one) => one === currentTarget.value) ?? type)}
          >
            {ways.map((one) => (
              <option key={one} value={one}>
                {t(`terms.command.${one}`)}
              </option>
            ))}
          </Select>
          {type === 'request-measurement' && (
            <Select id="ask-kind" name="kind" label={t('patients.commands.kind')}>
              {readingsToAskFor(device.kind).map((kind) => (
                <option key={kind} value={kind}>
                  {observationKinds[kind].label}
                </option>
              ))}
            </Select>
          )}
          {type !== 'test' && (
            <Textarea
              id="ask-text"
              name="text"
              rows={3}
              maxLength={500}
              label={t('patients.commands.text')}
              hint={t('patients.commands.textHint')}
              error={missing('text')}
            />
          )}
          <Select id="ask-life" name="expiresAfter" label={t('patients.commands.life')} defaultValue="PT30M">
            {(['PT10M', 'PT30M', 'PT2H', 'PT12H'] as const).map((one) => (
              <option key={one} value={one}>
                {t(`patients.commands.lives.${one}`)}
              </option>
            ))}
          </Select>
        </>
      )}
    </FormDialog>
  );
}
