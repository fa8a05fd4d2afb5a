import { useState } from 'react';
import { z } from 'zod';
import { type MyContact, myContact } from '../../../gateway/contract/consents.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { say } from '../../shared/words/say.ts';
import { usePart, usePerson } from '../api/my-queries.ts';
import { Link } from '../frame/Link.tsx';
import { Page } from '../frame/Page.tsx';
import { personPath } from '../frame/route.ts';
import { Answered } from '../frame/States.tsx';
import { useWords } from '../words/language.tsx';
import { whenSaid } from '../words/times.ts';
import { ChangeSharing } from './ChangeSharing.tsx';
import { offeredPurposes } from './offered-purposes.ts';

/** Each contact with what they are allowed; a change shows its consequence before it is saved. */
export function SharingPage({ id }: { id: string }) {
  const { words } = useWords();
  const person = usePerson(id).data;
  const asked = usePart(id, '/contacts', z.array(myContact));
  return (
    <Page title={words.sharing.title} back={{ to: personPath(id), text: person?.knownAs ?? words.frame.back }}>
      <p>{words.sharing.lead}</p>
      <Answered asked={asked}>
        {(contacts) => (
          <>
            {contacts.length === 0 && <p className="quiet">{words.sharing.nobody}</p>}
            {contacts.map((contact) => (
              <Contact key={contact.contactId} id={id} contact={contact} />
            ))}
          </>
        )}
      </Answered>
      <p>
        <Link className="way" to={personPath(id, 'looks')}>
          {words.sharing.looks}
        </Link>
      </p>
    </Page>
  );
}

function Contact({ id, contact }: { id: string; contact: MyContact }) {
  const { words, language } = useWords();
  const now = useServerNow();
  const [changing, setChanging] = useState(false);
  const w = words.sharing;
  const when = (iso: string) => whenSaid(language, Date.parse(iso), now);
  return (
    <section className="card" aria-label={contact.name}>
      <h2>
        {contact.name} <span className="quiet">({contact.relationship})</span>
      </h2>
      {changing ? (
        <ChangeSharing id={id} contact={contact} done={() => setChanging(false)} />
      ) : (
        <>
          <ul className="lines">
            {offeredPurposes.map((purpose) => {
              const given = contact.allowed.find((one) => one.purpose === purpose);
              return (
                <li key={purpose}>
                  {w.purposes[purpose]}: <strong>{given ? say(w.allowed, { time: when(given.sinceAt) }) : w.notAllowed}</strong>
                  {given && given.endsAt !== null && `, ${say(w.ends, { time: when(given.endsAt) })}`}
                  {given && given.why !== null && <p className="quiet">{given.why}</p>}
                </li>
              );
            })}
          </ul>
          <button type="button" className="button button--second" onClick={() => setChanging(true)}>
            {say(w.change, { name: contact.name })}
          </button>
        </>
      )}
    </section>
  );
}
