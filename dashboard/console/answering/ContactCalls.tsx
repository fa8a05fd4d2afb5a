import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlertDetail } from '../../../gateway/contract/alerts.ts';
import type { AnsweringView } from '../../../gateway/contract/answering.ts';
import { useContactsToCall } from '../../shared/api/answering-queries.ts';
import { useMe } from '../../shared/api/session-queries.ts';
import { ContactLimits } from '../../shared/components/ContactLimits.tsx';
import { timeOfDay } from '../../shared/time/format.ts';
import { CallOutcome } from './CallOutcome.tsx';

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
              <CallOutcome
                alertId={alert.id}
                contact={contact}
                numbers={withNumbers?.find(({ id }) => id === contact.id)?.numbers}
                before={answering?.notTheirTurn.find(({ contactId }) => contactId === contact.id)?.before ?? []}
              />
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
      {last.outOfOrder && ` – ${t(`answering.calls.orderReason.${last.outOfOrder}`)}`}
      {last.note && ` – ${last.note}`}
    </p>
  );
}
