import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceHealthView } from '../../../gateway/contract/device-health.ts';
import { useDeviceHealth } from '../../shared/api/equipment-queries.ts';
import { useMe } from '../../shared/api/queries.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { mayDo } from '../../shared/roles.ts';
import { longDate, shortDate, spokenDuration } from '../../shared/time/format.ts';
import { DeviceTestDialog } from './DeviceTestDialog.tsx';

/** Battery, signal, clock and monthly test of somebody's devices. What is not known is said, and never looks well. */
export function DeviceHealth({ patientId }: { patientId: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useDeviceHealth(patientId);
  const [tested, setTested] = useState<DeviceHealthView | null>(null);
  const columns = useColumns(setTested);
  if (data?.length === 0) return null;
  return (
    <section className="card">
      <h2 className="card__title">{t('deviceHealth.title')}</h2>
      <p className="quiet">{t('deviceHealth.lead')}</p>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <DataTable caption={t('deviceHealth.title')} columns={columns} rows={data} rowId={(device) => device.id} />
      )}
      {tested && <DeviceTestDialog device={tested} onClose={() => setTested(null)} />}
    </section>
  );
}

function useColumns(test: (device: DeviceHealthView) => void): Column<DeviceHealthView>[] {
  const { t } = useTranslation();
  const mayTest = mayDo(useMe().data?.role, 'arrange');
  return useMemo(() => {
    const all: Column<DeviceHealthView>[] = [
      { id: 'device', header: t('deviceHealth.columns.device'), cell: ({ row }) => <strong>{row.original.name}</strong> },
      { id: 'battery', header: t('deviceHealth.columns.battery'), cell: ({ row }) => <Battery battery={row.original.battery} /> },
      { id: 'signal', header: t('deviceHealth.columns.signal'), cell: ({ row }) => <Signal signal={row.original.signal} /> },
      { id: 'clock', header: t('deviceHealth.columns.clock'), cell: ({ row }) => <Clock clock={row.original.clock} /> },
      { id: 'test', header: t('deviceHealth.columns.test'), cell: ({ row }) => <Test test={row.original.test} /> },
    ];
    if (mayTest)
      all.push({
        id: 'act',
        header: t('deviceHealth.columns.act'),
        cell: ({ row: { original: device } }) => (
          <button type="button" className="take" aria-label={t('deviceHealth.testOf', { name: device.name })} onClick={() => test(device)}>
            {t('deviceHealth.test')}
          </button>
        ),
      });
    return all;
  }, [t, test, mayTest]);
}

function Unknown() {
  const { t } = useTranslation();
  return <span className="device-state device-state--unknown">{t('deviceHealth.unknown')}</span>;
}

function Battery({ battery }: { battery: DeviceHealthView['battery'] }) {
  const { t } = useTranslation();
  const { state, why, level, unit, toldOn, emptyOn, earliestOn, latestOn } = battery;
  const told = level === null || unit === null ? null : t(`deviceHealth.level.${unit}`, { level: Math.round(level) });
  if (state === 'low')
    return (
      <>
        <strong className="never">{t('deviceHealth.low')}</strong> {told && <span className="device-why quiet">{told}</span>}
      </>
    );
  if (state === 'forecast')
    return (
      <>
        {told}. {t('deviceHealth.empty', { on: longDate(emptyOn ?? '') })}
        <span className="device-why quiet">
          {t('deviceHealth.between', { from: longDate(earliestOn ?? ''), to: longDate(latestOn ?? '') })}
        </span>
      </>
    );
  return (
    <>
      <Unknown />
      {told && ` ${told}`}
      {why && <span className="device-why quiet">{t(`deviceHealth.why.${why}`, { on: toldOn === null ? '' : longDate(toldOn) })}</span>}
    </>
  );
}

function Signal({ signal }: { signal: DeviceHealthView['signal'] }) {
  const { t } = useTranslation();
  if (signal === null) return <Unknown />;
  return (
    <>
      {signal.weak && <strong className="never">{t('deviceHealth.weak')} </strong>}
      {t(`deviceHealth.scale.${signal.scale}`, { value: Math.round(signal.last) })}
      <span className="device-why quiet">{t('deviceHealth.weakest', { value: Math.round(signal.weakest) })}</span>
    </>
  );
}

function Clock({ clock }: { clock: DeviceHealthView['clock'] }) {
  const { t } = useTranslation();
  if (clock === null) return <Unknown />;
  if (!clock.wrong) return <>{t('deviceHealth.right')}</>;
  const time = spokenDuration(Math.abs(clock.aheadSeconds) * 1_000);
  return <strong className="never">{t(clock.aheadSeconds > 0 ? 'deviceHealth.ahead' : 'deviceHealth.behind', { time })}</strong>;
}

function Test({ test }: { test: DeviceHealthView['test'] }) {
  const { t } = useTranslation();
  if (test === null) return <span className="quiet">{t('deviceHealth.noTest')}</span>;
  const on = shortDate(Date.parse(test.dueAt));
  const last = test.testedAt === null ? t('deviceHealth.never') : t('deviceHealth.tested', { on: shortDate(Date.parse(test.testedAt)) });
  return (
    <>
      {test.overdue ? <strong className="never">{t('deviceHealth.testOverdue', { on })}</strong> : t('deviceHealth.testDue', { on })}
      <span className="device-why quiet">{last}</span>
    </>
  );
}
