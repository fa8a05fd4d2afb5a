import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AccountView } from '../../../gateway/contract/accounts.ts';
import { Ago } from '../../shared/components/Ages.tsx';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { AccountDialog, type Change } from './AccountDialog.tsx';

interface Open {
  readonly change: Change;
  readonly account: AccountView;
}

/** Who signs in, how, when they last did, and for whom; with what may be changed about them. */
export function AccountTable({ accounts }: { accounts: readonly AccountView[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Open | null>(null);
  const columns = useColumns(setOpen);
  return (
    <>
      <DataTable caption={t('users.title')} columns={columns} rows={accounts} rowId={({ id }) => id} />
      {open && <AccountDialog {...open} onClose={() => setOpen(null)} />}
    </>
  );
}

function useColumns(open: (what: Open) => void): Column<AccountView>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('users.columns.name'),
        cell: ({ row: { original: account } }) => (
          <span>
            <strong>{account.name}</strong>
            {account.disabled && <span className="mark">{t('users.disabledMark')}</span>}
            <span className="device-why quiet">{account.email}</span>
          </span>
        ),
      },
      { id: 'role', header: t('users.columns.role'), cell: ({ row }) => t(`terms.role.${row.original.role}`) },
      { id: 'ways', header: t('users.columns.ways'), cell: ({ row }) => <Ways account={row.original} /> },
      {
        id: 'last',
        header: t('users.columns.last'),
        cell: ({ row: { original: account } }) =>
          account.lastSignedInAt ? <Ago at={account.lastSignedInAt} /> : <span className="quiet">{t('users.never')}</span>,
      },
      { id: 'people', header: t('users.columns.people'), cell: ({ row }) => <People account={row.original} /> },
      {
        id: 'act',
        header: t('users.columns.act'),
        cell: ({ row: { original: account } }) => account.mayChange && <Changes account={account} open={open} />,
      },
    ],
    [t, open],
  );
}

function Ways({ account: { disabled, hasApp, passkeys, byOrganisation } }: { account: AccountView }) {
  const { t } = useTranslation();
  if (disabled) return <span className="quiet">–</span>;
  const ways = [
    hasApp && t('users.app'),
    passkeys > 0 && t('users.passkeys', { count: passkeys }),
    byOrganisation && t('users.organisation'),
  ].filter(Boolean);
  return <>{ways.length === 0 ? t('users.password') : ways.join(', ')}</>;
}

function People({ account: { people } }: { account: AccountView }) {
  const { t } = useTranslation();
  if (people.length === 0) return <span className="quiet">–</span>;
  return (
    <>
      {people.map(({ patientId, name, kind }, i) => (
        <span key={`${patientId} ${kind}`}>
          {i > 0 && ', '}
          <Link to={`/patients/${encodeURIComponent(patientId)}`}>{kind === 'self' ? t('users.self') : name}</Link>
        </span>
      ))}
    </>
  );
}

function Changes({ account, open }: { account: AccountView; open: (what: Open) => void }) {
  const { t } = useTranslation();
  const { name, disabled, hasApp, passkeys } = account;
  const changes: Change[] = disabled ? ['enable'] : hasApp || passkeys > 0 ? ['disable', 'reset'] : ['disable'];
  return (
    <span className="actions__row">
      {changes.map((change) => (
        <button
          key={change}
          type="button"
          className="tool"
          aria-label={t(`users.${change}Of`, { name })}
          onClick={() => open({ change, account })}
        >
          {t(`users.${change}`)}
        </button>
      ))}
    </span>
  );
}
