import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertDetail } from '../../../gateway/contract/alerts.ts';
import type { AnsweringView, ContactToCall } from '../../../gateway/contract/answering.ts';
import { type CallResult, callResults } from '../../../rules/model/answering.ts';
import { useContactsToCall, useRecord } from '../../shared/api/answering-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { ContactLimits } from '../../shared/components/ContactLimits.tsx';
import { useCanAct } from '../../shared/live/use-live.tsx';
import { timeOfDay } from '../../shared/time/format.ts';

const minutesToChoose = [10, 20, 30, 45, 60] as const;

/** The contacts in the order in which the patient wants them called; how each call ended is one click, which is recorded. */
export function ContactCalls({ alert, answering }: { alert: AlertDetail; answering: AnsweringView | undefined }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const me = useMe().data;
  const isMine = alert.owner !== null && alert.owner.id === me?.id;
  const answers = alert.status !== 'closed' && (asked || isMine);
  const { data: withNumbers, error } = useContactsToCall(alert.id, answers);
  const { contacts } = alert.patient;
  return (
    <section className="card contacts-to-call" aria-labelledby="contacts-title">
      <h2 className="card__title" id="contacts-title">
        {t('answering.calls.title')}
      </h2>
      {contacts.length === 0 && <p>{t('answering.calls.none')}</p>}
      {error && <p className="notice notice--warn">{error.message}</p>}
      <ol className="contact-list">
        {contacts.map((contact) => (
          <li key={contact.id}>
            <p className="contact-list__who">
              <strong>{contact.name}</strong>, {contact.relationship}
              <ContactLimits mayBeTold={contact.mayBeTold} unavailable={contact.unavailable} />
            </p>
            <LastCall contactId={contact.id} answering={answering} />
            {answers && contact.mayBeTold && (
              <Called alertId={alert.id} contact={contact} numbers={withNumbers?.find(({ id }) => id === contact.id)?.numbers} />
            )}
          </li>
        ))}
      </ol>
      {!answers && alert.status !== 'closed' && contacts.length > 0 && (
        <p>
          <button type="button" className="tool" onClick={() => setAsked(true)}>
            {t('answering.calls.show')}
          </button>{' '}
          <span className="quiet">{t('answering.calls.showLead')}</span>
        </p>
      )}
    </section>
  );
}

function LastCall({ contactId, answering }: { contactId: string; answering: AnsweringView | undefined }) {
  const { t } = useTranslation();
  const calls = answering?.calls.filter((call) => call.contactId === contactId) ?? [];
  const last = calls.at(-1);
  if (!last) return null;
  const result = last.arrivesAt
    ? t('answering.calls.coming', { time: timeOfDay(Date.parse(last.arrivesAt)) })
    : t(`answering.calls.result.${last.result}`).replace('…', '');
  return (
    <p className="contact-list__last">
      {t('answering.calls.last', { result, time: timeOfDay(Date.parse(last.at)), name: last.by })}
      {last.note && ` – ${last.note}`}
    </p>
  );
}

type Named = Pick<ContactToCall, 'id' | 'name'>;

function Called({ alertId, contact, numbers }: { alertId: string; contact: Named; numbers: readonly string[] | undefined }) {
  const { t } = useTranslation();
  const { name } = contact;
  const canAct = useCanAct();
  const announce = useAnnounce();
  const record = useRecord(alertId);
  const [coming, setComing] = useState(false);
  const log = (result: CallResult, arrivesInMinutes: number | null = null) =>
    record.mutate(
      { kind: 'call', contactId: contact.id, result, arrivesInMinutes, note: '' },
      {
        onSuccess: () => {
          setComing(false);
          announce(t('answering.calls.logged', { name, result: t(`answering.calls.result.${result}`).replace('…', '') }));
        },
      },
    );
  return (
    <>
      <p className="contact-list__numbers">
        {numbers?.map((number) => (
          <a key={number} href={`tel:${number}`} aria-label={t('answering.calls.ring', { name, number })}>
            {number}
          </a>
        ))}
        {numbers?.length === 0 && <span className="quiet">{t('answering.calls.noNumber')}</span>}
      </p>
      {coming ? (
        <fieldset className="contact-list__results">
          <legend>{t('answering.calls.minutes', { name })}</legend>
          {minutesToChoose.map((count) => (
            <button key={count} type="button" className="tool" disabled={!canAct || record.isPending} onClick={() => log('coming', count)}>
              {t('answering.calls.minutesOption', { count })}
            </button>
          ))}
          <button type="button" className="tool" onClick={() => setComing(false)}>
            {t('answering.cancel')}
          </button>
        </fieldset>
      ) : (
        <fieldset className="contact-list__results">
          <legend className="nhsuk-u-visually-hidden">{t('answering.calls.outcomeOf', { name })}</legend>
          {callResults.map((result) => (
            <button
              key={result}
              type="button"
              className="tool"
              disabled={!canAct || record.isPending}
              onClick={() => (result === 'coming' ? setComing(true) : log(result))}
            >
              {t(`answering.calls.result.${result}`)}
            </button>
          ))}
        </fieldset>
      )}
      {record.error && (
        <p className="notice notice--warn" role="alert">
          {record.error.message}
        </p>
      )}
    </>
  );
}
