import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { z } from 'zod';
import type { invitationLine, madeInvitation } from '../../../gateway/contract/sign-in.ts';
import { useInvitationAgain, useInvitationWithdrawal, useWaitingInvitations } from '../../shared/api/people-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { dayAndTime } from '../../shared/time/format.ts';
import { InvitationSheet } from './InvitationSheet.tsx';

type Line = z.infer<typeof invitationLine>;
interface Made {
  readonly line: Line;
  readonly made: z.infer<typeof madeInvitation>;
}

/** Who was invited and has not answered: sent again or withdrawn. */
export function WaitingInvitations() {
  const { t } = useTranslation();
  const { data, error, refetch } = useWaitingInvitations();
  const [shown, setShown] = useState<Made | null>(null);
  const again = useInvitationAgain();
  const withdrawal = useInvitationWithdrawal();
  const columns = useColumns({ again, withdrawal, show: setShown });
  const problem = again.error ?? withdrawal.error;
  return (
    <section className="card" aria-labelledby="invitations-title">
      <h2 className="card__title" id="invitations-title">
        {t('users.invitations.title')}
      </h2>
      <p className="quiet">{t('users.invitations.lead')}</p>
      {problem && <p role="alert">{problem.message}</p>}
      {!data ? (
        error ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : (
          <Loading />
        )
      ) : data.length === 0 ? (
        <p>{t('users.invitations.none')}</p>
      ) : (
        <DataTable caption={t('users.invitations.title')} columns={columns} rows={data} rowId={({ id }) => id} />
      )}
      {shown && <InvitationSheet name={shown.line.name} email={shown.line.email} made={shown.made} onClose={() => setShown(null)} />}
    </section>
  );
}

interface Acts {
  readonly again: ReturnType<typeof useInvitationAgain>;
  readonly withdrawal: ReturnType<typeof useInvitationWithdrawal>;
  readonly show: (made: Made) => void;
}

function useColumns({ again, withdrawal, show }: Acts): Column<Line>[] {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const busy = again.isPending || withdrawal.isPending;
  const [sendAgain, withdraw] = [again.mutate, withdrawal.mutate];
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('users.invitations.columns.name'),
        cell: ({ row: { original: line } }) => (
          <span>
            <strong>{line.name}</strong>
            {line.email && <span className="device-why quiet">{line.email}</span>}
          </span>
        ),
      },
      { id: 'role', header: t('users.invitations.columns.role'), cell: ({ row }) => t(`terms.role.${row.original.role}`) },
      {
        id: 'person',
        header: t('users.invitations.columns.person'),
        cell: ({ row: { original: line } }) =>
          line.patientId ? (
            <Link to={`/patients/${encodeURIComponent(line.patientId)}`}>{line.patientName}</Link>
          ) : (
            t('users.invitations.service')
          ),
      },
      {
        id: 'until',
        header: t('users.invitations.columns.until'),
        cell: ({ row: { original: line } }) => {
          const time = dayAndTime(Date.parse(line.expiresAt));
          return line.state === 'expired' ? <span className="never">{t('users.invitations.over', { time })}</span> : time;
        },
      },
      {
        id: 'act',
        header: t('users.invitations.columns.act'),
        cell: ({ row: { original: line } }) => (
          <span className="actions__row">
            <button
              type="button"
              className="tool"
              disabled={busy}
              aria-label={t('users.invitations.againOf', { name: line.name })}
              onClick={() => sendAgain(line.id, { onSuccess: (made) => show({ line, made }) })}
            >
              {t('users.invitations.again')}
            </button>
            <button
              type="button"
              className="tool"
              disabled={busy}
              aria-label={t('users.invitations.withdrawOf', { name: line.name })}
              onClick={() => withdraw(line.id, { onSuccess: () => announce(t('users.invitations.withdrew')) })}
            >
              {t('users.invitations.withdraw')}
            </button>
          </span>
        ),
      },
    ],
    [t, announce, busy, sendAgain, withdraw, show],
  );
}
