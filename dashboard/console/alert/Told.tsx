import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { AlertDetail, notificationSummary } from '../../../gateway/contract/alerts.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { dayAndTime } from '../../shared/time/format.ts';

type Told = z.infer<typeof notificationSummary>;

/** How far each attempt came. Only `answered` looks finished: delivery is no acknowledgement. */
const tone: Record<Told['status'], 'answered' | 'under-way' | 'failed' | 'not-sent'> = {
  planned: 'under-way',
  queued: 'under-way',
  sending: 'under-way',
  sent: 'under-way',
  delivered: 'under-way',
  confirmed: 'answered',
  failed: 'failed',
  suppressed: 'not-sent',
};

/** Everybody who was told, on what way, and what became of it. */
export function Told({ alert }: { alert: AlertDetail }) {
  const { t, i18n } = useTranslation();
  const columns = useMemo((): Column<Told>[] => {
    const purpose = (name: string) => {
      const key = `terms.purpose.${name}`;
      return i18n.exists(key) ? t(key as 'terms.purpose.prompt') : name;
    };
    return [
      { id: 'who', header: t('alert.told.columns.who'), cell: ({ row }) => <strong>{row.original.recipientName}</strong> },
      { id: 'how', header: t('alert.told.columns.how'), cell: ({ row }) => t(`terms.channel.${row.original.channelKind}`) },
      { id: 'why', header: t('alert.told.columns.why'), cell: ({ row }) => purpose(row.original.purpose) },
      {
        id: 'fate',
        header: t('alert.told.columns.fate'),
        cell: ({ row }) => (
          <>
            <span className={`fate fate--${tone[row.original.status]}`}>{t(`terms.fate.${row.original.status}`)}</span>{' '}
            <span className="quiet">{row.original.detail}</span>
          </>
        ),
      },
      { id: 'at', header: t('alert.told.columns.at'), cell: ({ row }) => dayAndTime(Date.parse(row.original.updatedAt)) },
    ];
  }, [t, i18n]);
  const told = useMemo(
    () => [...alert.notifications].sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt)),
    [alert.notifications],
  );
  return (
    <section className="card">
      <h2 className="card__title">{t('alert.told.title')}</h2>
      {told.length === 0 ? (
        <p>{t('alert.told.none')}</p>
      ) : (
        <>
          <p className="quiet">{t('alert.told.lead')}</p>
          <DataTable caption={t('alert.told.title')} columns={columns} rows={told} rowId={(row) => row.id} />
        </>
      )}
    </section>
  );
}
