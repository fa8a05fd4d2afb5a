import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceHealthView } from '../../../gateway/contract/device-health.ts';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { Ago } from '../../shared/components/Ages.tsx';
import type { Column } from '../../shared/components/DataTable.tsx';
import { interval } from '../../shared/time/format.ts';
import { Battery, Clock, Signal, Test } from '../equipment/DeviceHealth.tsx';
import { waysToAsk } from './asking.ts';
import { DeviceState } from './DeviceState.tsx';

export type Device = PatientDetail['devices'][number];

interface Shown {
  readonly zone: string;
  /** undefined: not known yet, or not to be had. */
  readonly health: readonly DeviceHealthView[] | undefined;
  /** null: whoever looks may not ask a device anything. */
  readonly ask: ((device: Device) => void) | null;
  /** null: whoever looks may not record tests. */
  readonly test: ((device: DeviceHealthView) => void) | null;
}

/** Everything about a device in one row: how it stands, what it tells of itself, and what can be done. */
export function useDeviceColumns({ zone, health, ask, test }: Shown): Column<Device>[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const healthOf = ({ id }: Device) => health?.find((one) => one.id === id);
    const columns: Column<Device>[] = [
      { id: 'name', header: t('patients.detail.device.name'), cell: ({ row }) => <Name device={row.original} /> },
      {
        id: 'state',
        header: t('patients.detail.device.state'),
        cell: ({ row }) => <DeviceState device={row.original} zone={zone} />,
      },
      { id: 'heard', header: t('patients.detail.device.heard'), cell: ({ row }) => <Heard device={row.original} /> },
      {
        id: 'battery',
        header: t('deviceHealth.columns.battery'),
        cell: ({ row }) => <Battery battery={healthOf(row.original)?.battery} />,
      },
      { id: 'signal', header: t('deviceHealth.columns.signal'), cell: ({ row }) => <Signal signal={healthOf(row.original)?.signal} /> },
      { id: 'clock', header: t('deviceHealth.columns.clock'), cell: ({ row }) => <Clock clock={healthOf(row.original)?.clock} /> },
      { id: 'test', header: t('deviceHealth.columns.test'), cell: ({ row }) => <Test test={healthOf(row.original)?.test} /> },
    ];
    if (ask || test)
      columns.push({
        id: 'act',
        header: t('deviceHealth.columns.act'),
        cell: ({ row: { original: device } }) => {
          const tellsOfItself = healthOf(device);
          return (
            <span className="device-actions">
              {ask && waysToAsk(device).length > 0 && (
                <button
                  type="button"
                  className="tool"
                  aria-label={t('patients.commands.askOf', { name: device.name })}
                  onClick={() => ask(device)}
                >
                  {t('patients.commands.ask')}
                </button>
              )}
              {test && tellsOfItself && (
                <button
                  type="button"
                  className="take"
                  aria-label={t('deviceHealth.testOf', { name: device.name })}
                  onClick={() => test(tellsOfItself)}
                >
                  {t('deviceHealth.test')}
                </button>
              )}
            </span>
          );
        },
      });
    return columns;
  }, [t, zone, health, ask, test]);
}

function Name({ device: { name, kind } }: { device: Device }) {
  const { t } = useTranslation();
  return (
    <>
      <strong>{name}</strong>
      <span className="device-why quiet">{t(`terms.device.${kind}`)}</span>
    </>
  );
}

/** When it was last heard, how often it is expected to be and how we know, and whether it is connected. */
function Heard({ device: { lastHeardAt, heartbeat, connected } }: { device: Device }) {
  const { t } = useTranslation();
  const origin = heartbeat?.learnedFrom ?? 'declared';
  const expected =
    heartbeat === null
      ? t('patients.detail.device.onUse')
      : `${t('patients.detail.device.every', { time: interval(heartbeat.seconds * 1_000) })}, ${t(`patients.detail.device.origin.${origin}`, { gaps: heartbeat.gaps ?? 0 })}`;
  return (
    <>
      {lastHeardAt ? <Ago at={lastHeardAt} /> : <strong className="never">{t('patients.detail.device.never')}</strong>}
      <span className="device-why quiet">
        {t('patients.detail.device.expected')} {expected}
        {!connected && `; ${t('patients.detail.device.notConnected')}`}
      </span>
    </>
  );
}
