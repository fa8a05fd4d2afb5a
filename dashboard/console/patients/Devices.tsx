import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { useMe } from '../../shared/api/queries.ts';
import { Ago } from '../../shared/components/Ages.tsx';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { mayDo } from '../../shared/roles.ts';
import { interval } from '../../shared/time/format.ts';
import { AskDeviceDialog } from './AskDeviceDialog.tsx';
import { waysToAsk } from './asking.ts';
import { Commands } from './Commands.tsx';
import { DeviceState } from './DeviceState.tsx';
import { SpokenTo } from './SpokenTo.tsx';

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

/** The kit of the home, and what it was asked. What has not been heard from is said, and never looks like what is well. */
export function Devices({ patient }: { patient: PatientDetail }) {
  const { t } = useTranslation();
  const role = useMe().data?.role;
  const mayAsk = mayDo(role, 'command');
  const [asked, setAsked] = useState<Device | null>(null);
  const columns = useColumns(patient.zone, mayAsk ? setAsked : null);
  return (
    <section className="card">
      <h2 className="card__title">{t('patients.detail.devices')}</h2>
      {patient.devices.length === 0 ? (
        <p>{t('patients.detail.noDevices')}</p>
      ) : (
        <DataTable caption={t('patients.detail.devices')} columns={columns} rows={patient.devices} rowId={(device) => device.id} />
      )}
      {mayDo(role, 'arrange') && <SpokenTo patient={patient} />}
      {mayAsk && <Commands patient={patient} />}
      {asked && <AskDeviceDialog patient={patient} device={asked} onClose={() => setAsked(null)} />}
    </section>
  );
}

/** `ask` null: whoever looks may not ask a device anything. */
function useColumns(zone: string, ask: ((device: Device) => void) | null): Column<Device>[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const columns: Column<Device>[] = [
      { id: 'name', header: t('patients.detail.device.name'), cell: ({ row }) => <strong>{row.original.name}</strong> },
      { id: 'kind', header: t('patients.detail.device.kind'), cell: ({ row }) => t(`terms.device.${row.original.kind}`) },
      {
        id: 'state',
        header: t('patients.detail.device.state'),
        cell: ({ row: { original: device } }) => <DeviceState device={device} zone={zone} />,
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
    ];
    if (ask)
      columns.push({
        id: 'ask',
        header: t('patients.commands.askColumn'),
        cell: ({ row: { original: device } }) =>
          waysToAsk(device).length > 0 && (
            <button
              type="button"
              className="tool"
              aria-label={t('patients.commands.askOf', { name: device.name })}
              onClick={() => ask(device)}
            >
              {t('patients.commands.ask')}
            </button>
          ),
      });
    return columns;
  }, [t, zone, ask]);
}
