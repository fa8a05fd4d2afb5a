import { type MyWays, type MyWaysInput, myWays } from '../../../gateway/contract/my-ways.ts';
import { readableNumber } from '../../../rules/model/readable-number.ts';
import { say } from '../../shared/words/say.ts';
import { personApi, useChange, usePart } from '../api/my-queries.ts';
import { anything } from '../api/shapes.ts';
import { Answered, Failure } from '../frame/States.tsx';
import { AddWay } from './AddWay.tsx';
import { CheckWay } from './CheckWay.tsx';
import { useReachedWords } from './use-reached-words.ts';

type Way = MyWays['ways'][number];
const bare = ({ kind, address }: Way) => ({ kind, address });

/** The numbers and addresses by which this user is reached about one person, in the order in which they are tried; and how much is said there. */
export function Ways({ id, knownAs }: { id: string; knownAs: string }) {
  const asked = usePart(id, '/ways', myWays);
  const save = useChange(id, anything, (body: MyWaysInput) => ({ path: personApi(id, '/ways'), method: 'PUT' as const, body }));
  return (
    <Answered asked={asked}>
      {(now) => (
        <>
          <List
            id={id}
            now={now}
            change={(ways) => save.mutate({ ways: ways.map(bare), detailsOnLockScreen: now.detailsOnLockScreen })}
            busy={save.isPending}
          />
          {save.error && <Failure error={save.error} retry={() => save.reset()} />}
          <LockScreen
            knownAs={knownAs}
            on={now.detailsOnLockScreen}
            choose={(detailsOnLockScreen) => save.mutate({ ways: now.ways.map(bare), detailsOnLockScreen })}
          />
        </>
      )}
    </Answered>
  );
}

function List({ id, now: { ways }, change, busy }: { id: string; now: MyWays; change: (ways: readonly Way[]) => void; busy: boolean }) {
  const w = useReachedWords();
  const checked = ways.filter((one) => one.checked);
  const without = (way: Way) => ways.filter((one) => one !== way);
  return (
    <>
      <p>{ways.length === 0 ? w.none : w.lead}</p>
      <ol className="lines">
        {ways.map((way, i) => {
          const name = `${w.kinds[way.kind]} ${readableNumber(way.address)}`;
          const last = way.checked && checked.length === 1;
          return (
            <li key={name}>
              {name} <span className="quiet">{way.checked ? w.checked : w.unchecked}</span>
              {!way.checked && <CheckWay id={id} way={bare(way)} />}
              {i > 0 && way.checked && (
                <button
                  type="button"
                  className="button button--plain"
                  disabled={busy}
                  aria-label={`${w.first}: ${name}`}
                  onClick={() => change([way, ...without(way)])}
                >
                  {w.first}
                </button>
              )}
              {last ? (
                <p className="quiet">{w.last}</p>
              ) : (
                <button
                  type="button"
                  className="button button--plain"
                  disabled={busy}
                  aria-label={`${w.remove}: ${name}`}
                  onClick={() => change(without(way))}
                >
                  {w.remove}
                </button>
              )}
            </li>
          );
        })}
      </ol>
      <AddWay id={id} add={(way) => change([...ways, { ...way, checked: false }])} busy={busy} />
    </>
  );
}

/** Whether others may read on a locked phone what it is about, with an example of either. */
function LockScreen({ knownAs, on, choose }: { knownAs: string; on: boolean; choose: (on: boolean) => void }) {
  const w = useReachedWords();
  return (
    <fieldset className="field">
      <legend>{w.lock}</legend>
      <label className="choice">
        <input type="checkbox" checked={on} onChange={(event) => choose(event.target.checked)} />
        {w.lockOn}
      </label>
      <div role="status">
        <p className="quiet">{on ? w.lockOnSays : w.lockOffSays}</p>
        <p className="notice">{say(on ? w.exampleWith : w.exampleWithout, { name: knownAs })}</p>
      </div>
    </fieldset>
  );
}
