import { Select, TextInput } from 'nhsuk-react-components';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Role, roles } from '../../../gateway/contract/relations.ts';
import { mostAccounts, useAccounts } from '../../shared/api/people-queries.ts';
import { Page } from '../../shared/components/Page.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { AccountTable } from './AccountTable.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { WaitingInvitations } from './WaitingInvitations.tsx';

/** Who signs in and how, who may no longer, and who was invited and has not answered. */
export function UsersPage() {
  const { t } = useTranslation();
  const [inviting, setInviting] = useState(false);
  return (
    <Page
      title={t('users.title')}
      aside={
        <button type="button" className="take" onClick={() => setInviting(true)}>
          {t('users.invite.open')}
        </button>
      }
    >
      <p className="quiet">{t('users.lead')}</p>
      <Accounts />
      <WaitingInvitations />
      {inviting && <InviteDialog about={null} onClose={() => setInviting(false)} />}
    </Page>
  );
}

function Accounts() {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [role, setRole] = useState<Role | null>(null);
  const [state, setState] = useState<'any' | 'active' | 'disabled'>('any');
  const words = useDeferredValue(search.trim());
  const { data, error, refetch } = useAccounts({ role, words, disabled: state === 'any' ? null : state === 'disabled' });
  return (
    <section className="card" aria-label={t('users.title')}>
      <div className="user-filters">
        <TextInput
          id="user-search"
          type="search"
          autoComplete="off"
          label={t('users.search')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Select
          id="user-role"
          label={t('users.role')}
          value={role ?? ''}
          onChange={(event) => setRole(roles.find((one) => one === event.currentTarget.value) ?? null)}
        >
          <option value="">{t('users.everyRole')}</option>
          {roles.map((one) => (
            <option key={one} value={one}>
              {t(`terms.role.${one}`)}
            </option>
          ))}
        </Select>
        <Select
          id="user-state"
          label={t('users.state')}
          value={state}
          onChange={(event) => setState(states.find((one) => one === event.currentTarget.value) ?? 'any')}
        >
          {states.map((one) => (
            <option key={one} value={one}>
              {t(`users.states.${one}`)}
            </option>
          ))}
        </Select>
      </div>
      {data ? (
        <>
          <p className="quiet" role="status">
            {data.length === 0
              ? t('users.none')
              : data.length === mostAccounts
                ? t('users.first', { shown: mostAccounts })
                : t('users.count', { count: data.length })}
          </p>
          {data.length > 0 && <AccountTable accounts={data} />}
        </>
      ) : error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </section>
  );
}

const states = ['any', 'active', 'disabled'] as const;
