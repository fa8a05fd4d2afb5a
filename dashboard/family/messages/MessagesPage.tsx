import { type FormEvent, useEffect, useState } from 'react';
import { myMessages } from '../../../gateway/contract/my-circle.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { say } from '../../shared/words/say.ts';
import { personApi, useChange, usePart, usePerson } from '../api/my-queries.ts';
import { anything } from '../api/shapes.ts';
import { Page } from '../frame/Page.tsx';
import { personPath } from '../frame/route.ts';
import { Answered } from '../frame/States.tsx';
import { useEnter, useEntries, useOutbox } from '../queue/use-outbox.tsx';
import { useWords } from '../words/language.tsx';
import { whenSaid } from '../words/times.ts';

/** The thread between this user and the team, and what is still on its way. */
export function MessagesPage({ id }: { id: string }) {
  const { words, language } = useWords();
  const now = useServerNow();
  const person = usePerson(id).data;
  const asked = usePart(id, '/messages', myMessages);
  const { outbox } = useOutbox();
  const known = new Set(asked.data?.messages.map((message) => message.id));
  const waiting = useEntries(id).filter((entry) => entry.part === 'messages' && !known.has(entry.body.id) && entry.state !== 'sent');
  useReadUpTo(id, asked.data?.messages.findLast((message) => !message.mine && message.readAt === null)?.id);
  const w = words.messages;
  const when = (at: number) => whenSaid(language, at, now, person?.zone);
  return (
    <Page title={w.title} back={{ to: personPath(id), text: person?.knownAs ?? words.frame.back }}>
      <Answered asked={asked}>
        {({ messages, notice }) => (
          <>
            <p className="notice">{notice}</p>
            {messages.length + waiting.length === 0 && <p className="quiet">{w.empty}</p>}
            <div role="log" aria-label={w.title}>
              <ul className="thread">
                {messages.map((message) => (
                  <li key={message.id} className={message.mine ? 'said said--mine' : 'said'}>
                    <p className="quiet">
                      {message.mine ? w.you : message.by}, {when(Date.parse(message.at))}
                      {message.mine && message.readAt !== null && `, ${w.read.toLowerCase()}`}
                    </p>
                    <p className="said__text">{message.text}</p>
                  </li>
                ))}
                {waiting.map((entry) => (
                  <li key={entry.body.id} className="said said--mine said--waiting">
                    <p className="quiet">{entry.state === 'refused' ? say(w.refused, { detail: entry.said ?? '' }) : w.waiting}</p>
                    <p className="said__text">{'text' in entry.body ? entry.body.text : ''}</p>
                    {entry.state === 'refused' && (
                      <button type="button" className="button button--plain" onClick={() => void outbox.dismiss(entry.body.id)}>
                        {words.readings.dismiss}
                      </button>
                    )}
                  </li>
                ))}
              </ul>
            </div>
          </>
        )}
      </Answered>
      <Write id={id} />
    </Page>
  );
}

/** Tells the gateway what was shown, each newest message once. */
function useReadUpTo(id: string, newest: string | undefined): void {
  const { mutate } = useChange(id, anything, (upTo: string) => ({ path: personApi(id, '/messages/read'), body: { upTo } }));
  useEffect(() => {
    if (newest !== undefined) mutate(newest);
  }, [newest, mutate]);
}

const longest = 1_000;

function Write({ id }: { id: string }) {
  const { words } = useWords();
  const enter = useEnter(id);
  const [text, setText] = useState('');
  function submit(event: FormEvent) {
    event.preventDefault();
    const said = text.trim();
    if (said === '') return;
    setText('');
    void enter({ part: 'messages', body: { text: said } });
  }
  return (
    <form className="card" onSubmit={submit}>
      <label htmlFor="text">{words.messages.write}</label>
      <textarea id="text" rows={3} maxLength={longest} value={text} onChange={(event) => setText(event.target.value)} />
      <button type="submit" className="button">
        {words.messages.send}
      </button>
    </form>
  );
}
