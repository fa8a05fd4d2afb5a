import { Select, TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HomeKit } from '../../../gateway/contract/home-kit.ts';
import type { FoundDevice } from '../../../gateway/contract/hubs.ts';
import { deviceKinds, rooms } from '../../../rules/model/patient.ts';
import { useMapping } from '../../shared/api/home-kit-queries.ts';
import { FormDialog } from '../../shared/components/FormDialog.tsx';
import { MappedDialog } from './MappedDialog.tsx';

/** Of these nobody stands behind a hub, or they have a way in of their own. */
const speakForThemselves: readonly string[] = ['hub', 'app', 'alarm-unit'];
const kinds = deviceKinds.filter((kind) => !speakForThemselves.includes(kind));
/** How often sensors tell that they are there, in seconds. */
const heartbeats = ['900', '3600', '14400', '86400', 'none'] as const;

/** Somebody says what a found device is. What came before is then read, and it is said how much of it was understood. */
export function MapDialog({ found, kit, onClose }: { found: FoundDevice; kit: HomeKit; onClose: () => void }) {
  const { t } = useTranslation();
  const mapping = useMapping(kit.homeId);
  const [name, setName] = useState('');
  const { hubId, nativeId } = found;
  const submit = (entered: FormData) => {
    const text = (field: string) => String(entered.get(field) ?? '').trim();
    const kind = kinds.find((one) => one === text('kind'));
    if (!kind) return { field: 'kind', says: t('homeKit.map.kindMissing') };
    if (text('name') === '') return { field: 'name', says: t('homeKit.map.nameMissing') };
    const room = rooms.find((one) => one === text('room')) ?? null;
    const heartbeatSeconds = text('heartbeat') === 'none' ? null : Number(text('heartbeat'));
    setName(text('name'));
    mapping.mutate({ hubId, nativeId, kind, name: text('name'), room, patientId: text('patient') || null, heartbeatSeconds });
    return null;
  };
  if (mapping.data) return <MappedDialog homeId={kit.homeId} name={name} mapped={mapping.data} onClose={onClose} />;
  return (
    <FormDialog
      title={t('homeKit.map.title', { name: found.name })}
      send={t('homeKit.map.send')}
      canSend={!mapping.isPending}
      problem={mapping.error?.message ?? null}
      submit={submit}
      onClose={onClose}
    >
      {(missing) => (
        <>
          <Select id="map-kind" name="kind" label={t('homeKit.map.kind')} defaultValue={found.likelyKind ?? ''} error={missing('kind')}>
            <option value="">–</option>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`terms.device.${kind}`)}
              </option>
            ))}
          </Select>
          <TextInput
            id="map-name"
            name="name"
            maxLength={200}
            defaultValue={found.name}
            label={t('homeKit.map.name')}
            hint={t('homeKit.map.nameHint')}
            error={missing('name')}
          />
          <Select id="map-room" name="room" label={t('homeKit.map.room')} defaultValue="">
            <option value="">{t('homeKit.map.noRoom')}</option>
            {rooms.map((room) => (
              <option key={room} value={room}>
                {t(`homeKit.room.${room}`)}
              </option>
            ))}
          </Select>
          <Select id="map-patient" name="patient" label={t('homeKit.map.whose')} defaultValue="">
            <option value="">{t('homeKit.map.home')}</option>
            {kit.patients.map((patient) => (
              <option key={patient.id} value={patient.id}>
                {patient.name}
              </option>
            ))}
          </Select>
          <Select
            id="map-heartbeat"
            name="heartbeat"
            label={t('homeKit.map.heartbeat')}
            hint={t('homeKit.map.heartbeatHint')}
            defaultValue="86400"
          >
            {heartbeats.map((seconds) => (
              <option key={seconds} value={seconds}>
                {t(`homeKit.map.every.${seconds}`)}
              </option>
            ))}
          </Select>
        </>
      )}
    </FormDialog>
  );
}
