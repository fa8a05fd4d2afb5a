import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AppCredentialLine, AppView } from '../../../gateway/contract/apps.ts';
import { useAppPeople } from '../../shared/api/app-queries.ts';
import { Ago } from '../../shared/components/Ages.tsx';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { RevokeTokenDialog } from './RevokeTokenDialog.tsx';
import { TokenDialog } from './TokenDialog.tsx';

/** The people whose readings an app may send, each with a token of their own. */
export function AppPeople({ app }: { app: AppView }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useAppPeople(app.id);
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<AppCredentialLine | null>(null);
  const columns = useColumns(setRevoking);
  const caption = t('apps.people', { name: app.name });
  return (
    <>
      <div className="card__head app-people">
        <h3>{caption}</h3>
        <button type="button" className="tool" aria-label={t('apps.tokenOf', { name: app.name })} onClick={() => setMaking(true)}>
          {t('apps.token')}
        </button>
      </div>
      {error && !data ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : data.length === 0 ? (
        <p>{t('apps.noPeople')}</p>
      ) : (
        <DataTable caption={caption} columns={columns} rows={data} rowId={({ deviceId }) => deviceId} />
      )}
      {making && <TokenDialog app={app} onClose={() => setMaking(false)} />}
      {revoking && <RevokeTokenDialog line={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}

function useColumns(revoke: (line: AppCredentialLine) => void): Column<AppCredentialLine>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'patient',
        header: t('apps.peopleColumns.patient'),
        cell: ({ row: { original: line } }) => <Link to={`/patients/${encodeURIComponent(line.patientId)}`}>{line.patientName}</Link>,
      },
      { id: 'since', header: t('apps.peopleColumns.since'), cell: ({ row }) => <Ago at={row.original.since} /> },
      {
        id: 'heard',
        header: t('apps.peopleColumns.heard'),
        cell: ({ row: { original: line } }) =>
          line.lastHeardAt ? <Ago at={line.lastHeardAt} /> : <strong className="never">{t('apps.never')}</strong>,
      },
      {
        id: 'act',
        header: t('apps.peopleColumns.act'),
        cell: ({ row: { original: line } }) => (
          <button type="button" className="tool" aria-label={t('apps.revokeOf', { name: line.patientName })} onClick={() => revoke(line)}>
            {t('apps.revoke')}
          </button>
        ),
      },
    ],
    [t, revoke],
  );
}
