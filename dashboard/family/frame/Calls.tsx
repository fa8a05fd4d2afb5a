import { readableNumber } from '../../../rules/model/readable-number.ts';
import { useCareCentre } from '../../shared/phone/care-centre.ts';
import { say } from '../../shared/words/say.ts';
import { useWords } from '../words/language.tsx';

/** Whom to ring, on every page and without a connection too. */
export function Calls() {
  const { words } = useWords();
  const number = useCareCentre();
  return (
    <footer className="calls">
      {number !== null && <a href={`tel:${number}`}>{say(words.frame.ringCentre, { number: readableNumber(number) })}</a>}
      <a href="tel:999">{words.frame.ring999}</a>
    </footer>
  );
}
