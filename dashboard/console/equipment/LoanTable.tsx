import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { EquipmentOrder } from '../../../gateway/contract/loans.ts';
import { TimeLeft } from '../../shared/components/Ages.tsx';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { dayAndTime, longDate } from '../../shared/time/format.ts';
import { StepDialog } from './StepDialog.tsx';

type Item = EquipmentOrder['items'][number];
export interface Loan extends Item {
  readonly order: EquipmentOrder;
}

/** Every thing of some orders, each with its clock, its state and what was done with it last. `withPerson`: of several people. */
export function LoanTable({ orders, withPerson }: { orders: readonly EquipmentOrder[]; withPerson: boolean }) {
  const { t } = useTranslation();
  const [moved, setMoved] = useState<Loan | null>(null);
  const columns = useColumns(withPerson, setMoved);
  const loans = useMemo(() => orders.flatMap((order) => order.items.map((item): Loan => ({ ...item, order }))), [orders]);
  return (
    <>
      <DataTable caption={t('equipment.title')} columns={columns} rows={loans} rowId={(loan) => loan.id} />
      {moved && <StepDialog loan={moved} onClose={() => setMoved(null)} />}
    </>
  );
}

function useColumns(withPerson: boolean, record: (loan: Loan) => void): Column<Loan>[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const person: Column<Loan> = {
      id: 'person',
      header: t('equipment.columns.person'),
      cell: ({ row: { original: loan } }) => (
        <>
          <Link to={`/patients/${encodeURIComponent(loan.order.patientId)}`}>{loan.order.patientName}</Link>
          <span className="device-why quiet">{loan.order.address}</span>
        </>
      ),
    };
    return [
      {
        id: 'thing',
        header: t('equipment.columns.thing'),
        cell: ({ row: { original: loan } }) => (
          <>
            <strong>{loan.name}</strong>
            {loan.order.note !== '' && <span className="device-why quiet">{loan.order.note}</span>}
          </>
        ),
      },
      ...(withPerson ? [person] : []),
      { id: 'state', header: t('equipment.columns.state'), cell: ({ row }) => <State loan={row.original} /> },
      { id: 'due', header: t('equipment.columns.due'), cell: ({ row }) => <Clock loan={row.original} /> },
      { id: 'last', header: t('equipment.columns.last'), cell: ({ row }) => <Last loan={row.original} /> },
      {
        id: 'act',
        header: t('equipment.columns.act'),
        cell: ({ row: { original: loan } }) =>
          loan.steps.length > 0 && (
            <button type="button" className="take" aria-label={t('equipment.recordOf', { name: loan.name })} onClick={() => record(loan)}>
              {t('equipment.record')}
            </button>
          ),
      },
    ];
  }, [t, withPerson, record]);
}

function State({ loan: { state, serviceDueOn } }: { loan: Loan }) {
  const { t } = useTranslation();
  const word = t(`equipment.state.${state}`);
  return (
    <>
      {state === 'service-due' || state === 'lost' ? <strong className="never">{word}</strong> : word}
      {serviceDueOn && <span className="device-why quiet">{t('equipment.service', { date: longDate(serviceDueOn) })}</span>}
    </>
  );
}

/** Time left while it is waited for; afterwards whether it came in time. */
function Clock({ loan: { state, late, deliveredAt, order } }: { loan: Loan }) {
  const { t } = useTranslation();
  if (state === 'cancelled') return null;
  if (deliveredAt !== null)
    return late ? <strong className="never">{t('equipment.cameLate')}</strong> : <span className="quiet">{t('equipment.inTime')}</span>;
  return (
    <>
      <TimeLeft until={order.dueAt} />
      <span className="device-why quiet">{t(`equipment.urgency.${order.urgency}`)}</span>
    </>
  );
}

function Last({ loan: { events } }: { loan: Loan }) {
  const { t } = useTranslation();
  const last = events.at(-1);
  if (!last) return null;
  return (
    <>
      {t(`equipment.did.${last.step}`)}{' '}
      <span className="quiet">{t('equipment.by', { time: dayAndTime(Date.parse(last.at)), name: last.by })}</span>
      {last.note !== '' && last.step !== 'ordered' && <span className="device-why quiet">{last.note}</span>}
    </>
  );
}
