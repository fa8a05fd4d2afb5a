import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { Ago } from '../../shared/components/Ages.tsx';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';

type Device = PatientDetail['devices'][number];

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
        cell: ({ row: { original: device } }) => (
          <span className={`device-state device-state--${device.state}`}>{t(`terms.deviceState.${device.state}`)}</span>
        ),
      },
      {
        id: 'heard',
        header: t('patients.detail.device.heard'),
        cell: ({ row: { original: device } }) =>
          device.lastHeardAt ? <Ago at={device.lastHeardAt} /> : <strong className="never">{t('patients.detail.device.never')}</strong>,
      },
      {
        id: 'connected',
        header: t('patients.detail.device.connected'),
        cell: ({ row }) => (row.original.connected ? t('patients.detail.device.yes') : t('patients.detail.device.no')),
      },
    ],
    [t],
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
