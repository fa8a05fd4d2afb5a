import { useClockView } from '../../shared/api/session-queries.ts';
import { say } from '../../shared/words/say.ts';
import { useWords } from '../words/language.tsx';

const place = 'hearthline-care-centre';

/** Whom to ring, on every page and without a connection too: the number is kept from when it was heard last. */
export function Calls() {
  const { words } = useWords();
  const heard = useClockView().data?.careCentreNumber;
  if (heard === null) localStorage.removeItem(place);
  else if (heard !== undefined) localStorage.setItem(place, heard);
  const number = heard === undefined ? localStorage.getItem(place) : heard;
  return (
    <footer className="calls">
      {number !== null && <a href={`tel:${number}`}>{say(words.frame.ringCentre, { number })}</a>}
      <a href="tel:999">{words.frame.ring999}</a>
    </footer>
  );
}
