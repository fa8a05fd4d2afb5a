import type { MyPerson } from '../../../gateway/contract/my.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { say } from '../../shared/words/say.ts';
import { useLink } from '../live/use-my-live.tsx';
import { useWords } from '../words/language.tsx';
import { ago, whenSaid } from '../words/times.ts';
import { ToneSign } from './ToneSign.tsx';
import { isGood } from './trust.ts';

/** The one sentence about a person, and how old it is. What can no longer be vouched for is said to be unknown, with what was last known. */
export function Sentence({ person }: { person: MyPerson }) {
  const { words, language } = useWords();
  const now = useServerNow();
  const link = useLink();
  const { sentence, lastHeardAt, zone } = person;
  if (!sentence) return null;
  const good = isGood(sentence, now, link);
  const tone = good ? sentence.tone : 'unknown';
  const at = (iso: string) => whenSaid(language, Date.parse(iso), now, zone);
  return (
    <div className={`sentence sentence--${tone}`}>
      <p className="sentence__tone">
        <ToneSign tone={tone} /> {words.person.tone[tone]}
      </p>
      <p className="sentence__text">{good ? sentence.text : <Unknown person={person} at={at} />}</p>
      {!good && sentence.asOfAt !== null && (
        <p className="quiet">{say(words.person.lastKnown, { time: at(sentence.asOfAt), text: sentence.text })}</p>
      )}
      {now !== null && sentence.asOfAt !== null && (
        <p className="quiet age">{say(words.person.newest, { age: ago(language, now - Date.parse(sentence.asOfAt)) })}</p>
      )}
      {now !== null && lastHeardAt !== null && lastHeardAt !== sentence.asOfAt && (
        <p className="quiet age">{say(words.person.heard, { age: ago(language, now - Date.parse(lastHeardAt)) })}</p>
      )}
      {sentence.asOfAt === null && lastHeardAt === null && <p className="quiet age">{words.person.neverHeard}</p>}
    </div>
  );
}

function Unknown({ person, at }: { person: MyPerson; at: (iso: string) => string }) {
  const { words } = useWords();
  const own = person.relation === 'self';
  if (person.lastHeardAt === null) return own ? words.person.cannotTellYou : say(words.person.cannotTell, { name: person.knownAs });
  return say(own ? words.person.notHeardSinceYou : words.person.notHeardSince, { name: person.knownAs, time: at(person.lastHeardAt) });
}
