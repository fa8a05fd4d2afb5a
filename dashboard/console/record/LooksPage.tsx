import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LookView } from '../../../gateway/contract/records.ts';
import { usePatient } from '../../shared/api/queries.ts';
import { looksAtOnce, useLooks } from '../../shared/api/record-queries.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { dayAndTime } from '../../shared/time/format.ts';

/** Who was shown something about one person, newest first, page after page. */
export function LooksPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const patient = usePatient(id).data;
  const name = patient?.knownAs ?? id;
  const [before, setBefore] = useState<string | null>(null);
  const { data, error, refetch } = useLooks(id, before);
  const columns = useColumns();
  const rows = useMemo(() => data?.map((look, n) => ({ ...look, n })) ?? [], [data]);
  return (
    <Page
      title={t('record.looksTitle', { name })}
      above={
        <Link className="back" to={`/patients/${encodeURIComponent(id)}`}>
          ‹ {t('record.looksBack', { name })}
        </Link>
      }
    >
      <p className="quiet">{t('record.looksLead', { name })}</p>
      <section className="card" aria-label={t('record.looks')}>
        {!data ? (
          error ? (
            <Failure error={error} retry={() => void refetch()} />
          ) : (
            <Loading />
          )
        ) : rows.length === 0 ? (
          <p>{t('record.looksNone')}</p>
        ) : (
          <DataTable caption={t('record.looks')} columns={columns} rows={rows} rowId={({ n }) => String(n)} />
        )}
        <div className="actions__row">
          {before !== null && (
            <button type="button" className="tool" onClick={() => setBefore(null)}>
              {t('record.looksNewest')}
            </button>
          )}
          {rows.length === looksAtOnce && (
            <button type="button" className="tool" onClick={() => setBefore(rows.at(-1)!.at)}>
              {t('record.looksEarlier')}
            </button>
          )}
        </div>
      </section>
    </Page>
  );
}

function useColumns(): Column<LookView & { readonly n: number }>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { id: 'at', header: t('record.columns.at'), cell: ({ row }) => dayAndTime(Date.parse(row.original.at)) },
      { id: 'who', header: t('record.columns.who'), cell: ({ row }) => row.original.by.name ?? t('record.unknown') },
      {
        id: 'role',
        header: t('record.columns.role'),
        cell: ({ row: { original: look } }) => (look.by.role ? t(`terms.role.${look.by.role}`) : '–'),
      },
      { id: 'what', header: t('record.columns.what'), cell: ({ row }) => row.original.what },
    ],
    [t],
  );
}
