import { Textarea } from 'nhsuk-react-components';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageThread } from '../../../gateway/contract/messages-with-people.ts';
import type { PatientDetail } from '../../../gateway/contract/people.ts';
import { useMessage, useSeen } from '../../shared/api/message-queries.ts';
import { useAnnounce } from '../../shared/components/Announcer.tsx';
import { dayAndTime } from '../../shared/time/format.ts';

/** Also where the page was not opened over TLS. */
const newId = () => [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16).padStart(8, '0')).join('');

/** So many are seen at once, the last; the others can be opened. */
const shown = 4;

/** One thread with what can be answered. What fails to be sent stays in the field and keeps its id: sent again it is the same message. */
export function Thread({ thread, patient }: { thread: MessageThread; patient: PatientDetail }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { userId, name, relation, messages, waitsSince, dueAt } = thread;
  const message = useMessage(patient.id, userId);
  const seen = useSeen(patient.id, userId);
  const [draft, setDraft] = useState({ id: newId(), text: '' });
  const [missing, setMissing] = useState(false);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = draft.text.trim();
    setMissing(text === '');
    if (text === '') return;
    const onSuccess = () => {
      setDraft({ id: newId(), text: '' });
      announce(t('messages.sent', { name }));
    };
    message.mutate({ id: draft.id, text }, { onSuccess });
  };

  const problem = message.error ?? seen.error;
  const who = relation === null ? t('messages.nobodyNow', { name, person: patient.knownAs }) : t('messages.who', { name, relation });
  return (
    <section className="thread" aria-label={who}>
      <h3 className="thread__who">{who}</h3>
      {messages.length > shown && (
        <details>
          <summary>{t('messages.earlier')}</summary>
          <Lines messages={messages.slice(0, -shown)} zone={patient.zone} />
        </details>
      )}
      <Lines messages={messages.slice(-shown)} zone={patient.zone} />
      {waitsSince !== null && dueAt !== null && (
        <p className="thread__waits">
          <strong>{t('messages.waitsSince', { time: dayAndTime(Date.parse(dueAt), patient.zone) })}</strong>{' '}
          <button
            type="button"
            className="tool"
            disabled={seen.isPending}
            onClick={() => seen.mutate(messages.at(-1)!.id, { onSuccess: () => announce(t('messages.wasSeen')) })}
          >
            {t('messages.seen')}
          </button>
        </p>
      )}
      {relation !== null && (
        <form onSubmit={submit} noValidate>
          <Textarea
            id={`message-${userId}`}
            rows={2}
            maxLength={1000}
            label={t('messages.write', { name })}
            value={draft.text}
            error={missing ? t('messages.missing') : undefined}
            onChange={(event) => setDraft({ ...draft, text: event.currentTarget.value })}
          />
          <button type="submit" className="tool" disabled={message.isPending}>
            {t('messages.send')}
          </button>
        </form>
      )}
      {problem && <p role="alert">{problem.message}</p>}
    </section>
  );
}

function Lines({ messages, zone }: { messages: MessageThread['messages']; zone: string }) {
  const { t } = useTranslation();
  return (
    <ol className="plain-list">
      {messages.map(({ id, text, mine, by, at, readAt }) => (
        <li key={id} className={`thread__message${mine ? ' thread__message--mine' : ''}`}>
          <p className="thread__text">{text}</p>
          <p className="quiet">
            {t('messages.by', { by, time: dayAndTime(Date.parse(at), zone) })}{' '}
            {mine && t(readAt === null ? 'messages.notRead' : 'messages.read')}
          </p>
        </li>
      ))}
    </ol>
  );
}
