import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceHealthView } from '../../../gateway/contract/device-health.ts';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { useDeviceHealth } from '../../shared/api/equipment-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { DataTable } from '../../shared/components/DataTable.tsx';
import { Failure } from '../../shared/components/States.tsx';
import { mayDo } from '../../shared/roles.ts';
import { DeviceTestDialog } from '../equipment/DeviceTestDialog.tsx';
import { AskDeviceDialog } from './AskDeviceDialog.tsx';
import { Commands } from './Commands.tsx';
import { type Device, useDeviceColumns } from './device-columns.tsx';
import { SpokenTo } from './SpokenTo.tsx';

/** The devices of the home, how each is, and what they were asked. What has not been heard from is said, and never looks like what is well. */
export function Devices({ patient }: { patient: PatientDetail }) {
  const { t } = useTranslation();
  const role = useMe().data?.role;
  const mayAsk = mayDo(role, 'command');
  const mayArrange = mayDo(role, 'arrange');
  const health = useDeviceHealth(patient.id);
  const [asked, setAsked] = useState<Device | null>(null);
  const [tested, setTested] = useState<DeviceHealthView | null>(null);
  const columns = useDeviceColumns({
    zone: patient.zone,
    health: health.data,
    ask: mayAsk ? setAsked : null,
    test: mayArrange ? setTested : null,
  });
  return (
    <section className="card">
      <h2 className="card__title">{t('patients.detail.devices')}</h2>
      {patient.devices.length === 0 ? (
        <p>{t('patients.detail.noDevices')}</p>
      ) : (
        <>
          <p className="quiet">{t('deviceHealth.lead')}</p>
          {health.error && !health.data && <Failure error={health.error} retry={() => void health.refetch()} />}
          <DataTable caption={t('patients.detail.devices')} columns={columns} rows={patient.devices} rowId={(device) => device.id} />
        </>
      )}
      {mayArrange && <SpokenTo patient={patient} />}
      {mayAsk && <Commands patient={patient} />}
      {asked && <AskDeviceDialog patient={patient} device={asked} onClose={() => setAsked(null)} />}
      {tested && <DeviceTestDialog device={tested} onClose={() => setTested(null)} />}
    </section>
  );
}
