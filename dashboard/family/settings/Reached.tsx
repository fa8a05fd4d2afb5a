import { z } from 'zod';
import { myGiven } from '../../../gateway/contract/consents.ts';
import { say } from '../../shared/words/say.ts';
import { keys } from '../api/keys.ts';
import { useAsked } from '../api/my-queries.ts';
import { Given } from './Given.tsx';
import { useReachedWords } from './use-reached-words.ts';
import { Ways } from './Ways.tsx';

/** For each person who has this user as a contact: how they are reached, and what they were allowed. */
export function Reached() {
  const w = useReachedWords();
  const given = useAsked(keys.given, '/api/my/consents', z.array(myGiven)).data ?? [];
  return given.map(({ patientId, knownAs, allowed }) => (
    <section key={patientId} className="card" aria-labelledby={`reached-${patientId}`}>
      <h2 id={`reached-${patientId}`}>{say(w.title, { name: knownAs })}</h2>
      <Ways id={patientId} knownAs={knownAs} />
      <Given id={patientId} knownAs={knownAs} allowed={allowed} />
    </section>
  ));
}
