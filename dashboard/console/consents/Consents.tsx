import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { type ContactConsent, type Purpose, purposes } from '../../../gateway/contract/relations.ts';
import { useConsents } from '../../shared/api/consent-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { type Column, DataTable } from '../../shared/components/DataTable.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { mayDo } from '../../shared/roles.ts';
import { longDate } from '../../shared/time/format.ts';
import { localInput } from '../../shared/time/wall-clock.ts';
import { ConsentDialog } from './ConsentDialog.tsx';
import { inForce } from './in-force.ts';

type Contact = PatientDetail['contacts'][number];

/** Contacts by purposes: who may see and be told what, since when, and on whose word. */
export function Consents({ patient }: { patient: PatientDetail }) {
  const { t } = useTranslation();
  const role = useMe().data?.role;
  const arranges = mayDo(role, 'arrange');
  return arranges ? (
    <section className="card consents">
      <h2 className="card__title">{t('consents.title')}</h2>
      {patient.contacts.length === 0 ? (
        <p>{t('consents.none', { name: patient.knownAs })}</p>
      ) : (
        <>
          <p className="quiet">{t('consents.says', { name: patient.knownAs })}</p>
          <ConsentTable patient={patient} />
        </>
      )}
    </section>
  ) : null;
}

function ConsentTable({ patient }: { patient: PatientDetail }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useConsents(patient.id);
  const [open, setOpen] = useState<Contact | null>(null);
  if (!data) return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />;
  const held = inForce(data);
  const columns: Column<Contact>[] = [
    {
      id: 'contact',
      header: t('consents.contact'),
      cell: ({ row }) => (
        <span>
          <strong>{row.original.name}</strong>, {row.original.relationship}
        </span>
      ),
    },
    ...purposes.map(
      (purpose): Column<Contact> => ({
        id: purpose,
        header: t(`consents.purpose.${purpose}`),
        cell: ({ row }) => <Permission consent={held(row.original.id, purpose)} zone={patient.zone} />,
      }),
    ),
    {
      id: 'act',
      header: t('consents.act'),
      cell: ({ row: { original } }) => (
        <button
          type="button"
          className="tool"
          aria-label={t('consents.changeOf', { name: original.name })}
          onClick={() => setOpen(original)}
        >
          {t('consents.change')}
        </button>
      ),
    },
  ];
  return (
    <>
      <DataTable caption={t('consents.title')} columns={columns} rows={patient.contacts} rowId={({ id }) => id} />
      {open && (
        <ConsentDialog patient={patient} contact={open} held={(purpose: Purpose) => held(open.id, purpose)} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

function Permission({ consent, zone }: { consent: ContactConsent | undefined; zone: string }) {
  const { t } = useTranslation();
  if (!consent) return <span className="quiet">{t('consents.no')}</span>;
  const { basis, givenAt, givenBy, endsAt } = consent;
  const dateOf = (at: string) => longDate(localInput(zone, Date.parse(at)).slice(0, 10));
  return (
    <span>
      <strong>{t('consents.since', { date: dateOf(givenAt) })}</strong>
      {endsAt && <> {t('consents.until', { date: dateOf(endsAt) })}</>}
      {basis === 'best-interest' && <span className="quiet consent__basis">{t('consents.bestInterest', { by: givenBy })}</span>}
    </span>
  );
}
