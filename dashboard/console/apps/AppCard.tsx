import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppView } from '../../../gateway/contract/apps.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { dayAndTime } from '../../shared/time/format.ts';
import { AppPeople } from './AppPeople.tsx';
import { ApproveDialog } from './ApproveDialog.tsx';
import { WithdrawDialog } from './WithdrawDialog.tsx';

type Version = AppView['versions'][number];

/** One app: its versions, newest decision first, and the people who use it. */
export function AppCard({ app }: { app: AppView }) {
  const { t } = useTranslation();
  const [approving, setApproving] = useState(false);
  const [withdrawing, setWithdrawing] = useState<string | null>(null);
  const columns = useColumns(app.name, setWithdrawing);
  const titleId = `app-${app.id}`;
  return (
    <section className="card" aria-labelledby={titleId}>
      <div className="card__head">
        <h2 className="card__title" id={titleId}>
          {app.name} {app.maker && <span className="quiet">{t('apps.by', { maker: app.maker })}</span>}
        </h2>
        <button type="button" className="tool" aria-label={t('apps.approveOf', { name: app.name })} onClick={() => setApproving(true)}>
          {t('apps.approve')}
        </button>
      </div>
      <p className="quiet">{t('apps.id', { id: app.id })}</p>
      {!app.versions.some(({ status }) => status === 'approved') && <p className="notice notice--warn">{t('apps.noVersion')}</p>}
      {app.versions.length > 0 && (
        <DataTable
          caption={t('apps.versions', { name: app.name })}
          columns={columns}
          rows={app.versions}
          rowId={({ version }) => version}
        />
      )}
      <AppPeople app={app} />
      {approving && <ApproveDialog app={app} onClose={() => setApproving(false)} />}
      {withdrawing !== null && <WithdrawDialog app={app} version={withdrawing} onClose={() => setWithdrawing(null)} />}
    </section>
  );
}

function useColumns(name: string, withdraw: (version: string) => void): Column<Version>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { id: 'version', header: t('apps.columns.version'), cell: ({ row }) => <strong>{row.original.version}</strong> },
      { id: 'status', header: t('apps.columns.status'), cell: ({ row }) => t(`apps.status.${row.original.status}`) },
      { id: 'reason', header: t('apps.columns.reason'), cell: ({ row }) => row.original.reason },
      { id: 'by', header: t('apps.columns.by'), cell: ({ row }) => row.original.decidedBy },
      { id: 'at', header: t('apps.columns.at'), cell: ({ row }) => dayAndTime(Date.parse(row.original.decidedAt)) },
      {
        id: 'act',
        header: t('apps.columns.act'),
        cell: ({
          row: {
            original: { version, status },
          },
        }) =>
          status === 'approved' && (
            <button type="button" className="tool" aria-label={t('apps.withdrawOf', { version, name })} onClick={() => withdraw(version)}>
              {t('apps.withdraw')}
            </button>
          ),
      },
    ],
    [t, name, withdraw],
  );
}
