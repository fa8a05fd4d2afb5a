import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { Ago } from '../../shared/components/Ages.tsx';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { interval } from '../../shared/time/format.ts';
import { DeviceState } from './DeviceState.tsx';

type Device = PatientDetail['devices'][number];

/** How often it is expected to be heard, and how we know. */
function Expected({ device: { heartbeat } }: { device: Device }) {
  const { t } = useTranslation();
  if (heartbeat === null) return <span className="quiet">{t('patients.detail.device.onUse')}</span>;
  const every = t('patients.detail.device.every', { time: interval(heartbeat.seconds * 1_000) });
  const origin = heartbeat.learnedFrom ?? 'declared';
  return (
    <>
      {every} <span className="quiet">{t(`patients.detail.device.origin.${origin}`, { gaps: heartbeat.gaps ?? 0 })}</span>
    </>
  );
}

/** The kit of the home. What has not been heard from is said, and never looks like what is well. */
export function Devices({ patient }: { patient: PatientDetail }) {
  const { t } = useTranslation();
  const columns = useMemo(
    (): Column<Device>[] => [
      { id: 'name', header: t('patients.detail.device.name'), cell: ({ row }) => <strong>{row.original.name}</strong> },
      { id: 'kind', header: t('patients.detail.device.kind'), cell: ({ row }) => t(`terms.device.${row.original.kind}`) },
      {
        id: 'state',
        header: t('patients.detail.device.state'),
        cell: ({ row: { original: device } }) => <DeviceState device={device} zone={patient.zone} />,
      },
      {
        id: 'heard',
        header: t('patients.detail.device.heard'),
        cell: ({ row: { original: device } }) =>
          device.lastHeardAt ? <Ago at={device.lastHeardAt} /> : <strong className="never">{t('patients.detail.device.never')}</strong>,
      },
      {
        id: 'expected',
        header: t('patients.detail.device.expected'),
        cell: ({ row: { original: device } }) => <Expected device={device} />,
      },
      {
        id: 'connected',
        header: t('patients.detail.device.connected'),
        cell: ({ row }) => (row.original.connected ? t('patients.detail.device.yes') : t('patients.detail.device.no')),
      },
    ],
    [t, patient.zone],
  );
  return (
    <section className="card">
      <h2 className="card__title">{t('patients.detail.devices')}</h2>
      {patient.devices.length === 0 ? (
        <p>{t('patients.detail.noDevices')}</p>
      ) : (
        <DataTable caption={t('patients.detail.devices')} columns={columns} rows={patient.devices} rowId={(device) => device.id} />
      )}
    </section>
  );
}
