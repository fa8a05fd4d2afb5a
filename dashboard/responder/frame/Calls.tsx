import { readableNumber } from '../../../rules/model/readable-number.ts';
import { useCareCentre } from '../../shared/phone/care-centre.ts';
import { say } from '../../shared/words/say.ts';
import { words } from '../words.ts';

/** Whom to ring, without a connection too. */
export function Calls() {
  const number = useCareCentre();
  return (
    <p className="calls">
      {number !== null && (
        <a className="button" href={`tel:${number}`}>
          {say(words.ringCentre, { number: readableNumber(number) })}
        </a>
      )}
      <a className="button button--second" href="tel:999">
        {words.ring999}
      </a>
    </p>
  );
}
