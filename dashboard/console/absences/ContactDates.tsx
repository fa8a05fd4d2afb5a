import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { Unavailability } from '../../../gateway/contract/calendars.ts';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { useAvailableAgain, useContactDates } from '../../shared/api/absence-queries.ts';
import type { contactDates } from '../../shared/api/shapes.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { dayAndTime } from '../../shared/time/format.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';

type Contact = z.infer<typeof contactDates>;

/** When contacts cannot be asked, now and later, and who is asked instead. */
export function ContactDates({ patient }: { patient: PatientDetail }) {
  const { t } = useTranslation();
  const now = useServerNow();
  const { data, error, refetch } = useContactDates(patient.id);
  if (!data || now === null) return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />;
  const ahead = data.flatMap((contact) =>
    contact.unavailable.filter(({ untilAt }) => Date.parse(untilAt) > now).map((dates) => ({ contact, dates })),
  );
  if (ahead.length === 0) return <p>{t('absences.none')}</p>;
  return (
    <ul className="contact-dates">
      {ahead.map(({ contact, dates }) => (
        <li key={dates.id}>
          <Dates patient={patient} contact={contact} dates={dates} contacts={data} />
        </li>
      ))}
    </ul>
  );
}

function Dates(props: { patient: PatientDetail; contact: Contact; dates: Unavailability; contacts: readonly Contact[] }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const again = useAvailableAgain(props.patient.id);
  const { zone } = props.patient;
  const { id: contactId, name } = props.contact;
  const { id, fromAt, untilAt, reason, replacement } = props.dates;
  const instead =
    replacement === null
      ? t('absences.insteadNobody')
      : replacement.kind === 'team'
        ? t('absences.insteadTeam', { team: t(`absences.team.${replacement.teamKind}`), message: replacement.message })
        : t('absences.insteadContact', { name: props.contacts.find((one) => one.id === replacement.contactId)?.name ?? '' });
  const period = { from: dayAndTime(Date.parse(fromAt), zone), until: dayAndTime(Date.parse(untilAt), zone) };
  return (
    <>
      <strong>{name}</strong>: {t('absences.period', { ...period, reason })} <span className="quiet">{instead}</span>{' '}
      <button
        type="button"
        className="tool"
        disabled={again.isPending}
        aria-label={t('absences.againOf', { name, ...period })}
        onClick={() => again.mutate({ contactId, id }, { onSuccess: () => announce(t('absences.did.again', { name })) })}
      >
        {t('absences.again')}
      </button>
      {again.error && <span role="alert"> {again.error.message}</span>}
    </>
  );
}
