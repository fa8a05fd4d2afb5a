import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SilentKit as Line } from '../../../gateway/contract/equipment.ts';
import { useKitTested, useSilentKit } from '../../shared/api/kit-queries.ts';
import { TimeLeft } from '../../shared/components/Ages.tsx';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { DeviceState } from '../patients/DeviceState.tsx';
import { KitPlanDialog } from './KitPlanDialog.tsx';

/** What we cannot see into: silent and faulty devices, who has them in hand, and their clock of 24 hours. */
export function SilentKit() {
  const { t } = useTranslation();
  const { data, error, refetch } = useSilentKit();
  const [planned, setPlanned] = useState<Line | null>(null);
  const columns = useColumns(setPlanned);
  return (
    <section className="card silent-kit">
      <h2 className="card__title">{t('kit.title')}</h2>
      <p className="quiet">{t('kit.lead')}</p>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : data.length === 0 ? (
        <p>{t('kit.none')}</p>
      ) : (
        <DataTable caption={t('kit.title')} columns={columns} rows={data} rowId={(line) => line.device.id} />
      )}
      {planned && <KitPlanDialog line={planned} onClose={() => setPlanned(null)} />}
    </section>
  );
}

function useColumns(plan: (line: Line) => void): Column<Line>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'device',
        header: t('kit.columns.device'),
        cell: ({ row: { original: line } }) => (
          <>
            <strong>{line.device.name}</strong>
            {line.behind.length > 0 && <span className="device-why">{t('kit.behind', { names: line.behind.join(', ') })}</span>}
          </>
        ),
      },
      {
        id: 'home',
        header: t('kit.columns.home'),
        cell: ({ row: { original: line } }) => (
          <>
            {line.patients.map(({ id, name }) => (
              <Link key={id} className="kit-person" to={`/patients/${encodeURIComponent(id)}`}>
                {name}
              </Link>
            ))}
            <span className="device-why quiet">{line.address}</span>
          </>
        ),
      },
      {
        id: 'state',
        header: t('kit.columns.state'),
        cell: ({ row: { original: line } }) => (
          <>
            <DeviceState device={{ ...line.device, pausedUntil: null }} />
            {line.untested && <strong className="device-why">{t('kit.untested')}</strong>}
          </>
        ),
      },
      { id: 'due', header: t('kit.columns.due'), cell: ({ row }) => <TimeLeft until={row.original.dueAt} /> },
      {
        id: 'owner',
        header: t('kit.columns.owner'),
        cell: ({ row: { original: line } }) =>
          line.owner === null ? (
            <strong className="never">{t('kit.nobody')}</strong>
          ) : (
            <>
              {line.owner}
              <span className="device-why">{line.interimPlan}</span>
            </>
          ),
      },
      { id: 'act', header: t('kit.columns.act'), cell: ({ row }) => <KitActions line={row.original} plan={plan} /> },
    ],
    [t, plan],
  );
}

function KitActions({ line, plan }: { line: Line; plan: (line: Line) => void }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const tested = useKitTested();
  const { id, name } = line.device;
  const act = line.owner === null ? 'plan' : 'change';
  return (
    <>
      <button type="button" className="take" aria-label={t(`kit.${act}Of`, { name })} onClick={() => plan(line)}>
        {t(`kit.${act}`)}
      </button>{' '}
      {(line.owner !== null || line.repairId !== null) && (
        <button
          type="button"
          className="take"
          disabled={tested.isPending}
          aria-label={t('kit.testedOf', { name })}
          onClick={() => tested.mutate(id, { onSuccess: () => announce(t('kit.works', { name })) })}
        >
          {t('kit.tested')}
        </button>
      )}
      {tested.error && <span role="alert"> {tested.error.message}</span>}
    </>
  );
}
