import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { longestDutyHours, type MyResponse } from '../../../gateway/contract/response.ts';
import { send } from '../../shared/api/request.ts';
import { responseKeys } from '../../shared/api/response-keys.ts';
import { dayAndTime } from '../../shared/time/format.ts';
import { useServerNow } from '../../shared/time/use-server-now.ts';
import { say } from '../../shared/words/say.ts';
import { useLink } from '../live/link.tsx';
import { words } from '../words.ts';

const w = words.duty;
const hourMs = 3_600_000;

/** Coming on duty with a unit until a time, and going off. `holds`: a visit is in hand. */
export function Duty({ my, holds }: { my: MyResponse; holds: boolean }) {
  const client = useQueryClient();
  const isOffline = useLink() === 'dead';
  const duty = useMutation({
    mutationFn: (wanted: { unitId: string | null; untilAt: string | null }) => send('/api/response/my/duty', wanted, 'PUT'),
    onSettled: () => client.invalidateQueries({ queryKey: responseKeys.my }),
  });
  return (
    <section className="card" aria-labelledby="duty">
      <h2 id="duty">{w.title}</h2>
      {my.unit ? (
        <OnDuty
          unit={my.unit}
          holds={holds}
          canSend={!isOffline && !duty.isPending}
          leave={() => duty.mutate({ unitId: null, untilAt: null })}
        />
      ) : my.units.length === 0 ? (
        <p>{w.none}</p>
      ) : (
        <ComeOn units={my.units} canSend={!isOffline && !duty.isPending} come={(unitId, untilAt) => duty.mutate({ unitId, untilAt })} />
      )}
      {isOffline && <p className="quiet">{w.offline}</p>}
      {duty.error && (
        <p className="notice notice--wrong" role="alert">
          {say(words.failed, { detail: duty.error.message })}
        </p>
      )}
    </section>
  );
}

function OnDuty(props: { unit: NonNullable<MyResponse['unit']>; holds: boolean; canSend: boolean; leave: () => void }) {
  const { unit, holds, canSend, leave } = props;
  const [asking, setAsking] = useState(false);
  return (
    <>
      <p>{say(w.with, { unit: unit.name, time: unit.until === null ? '–' : dayAndTime(Date.parse(unit.until)) })}</p>
      <p className="quiet">{say(w.crew, { names: unit.crew.map(({ name }) => name).join(', ') })}</p>
      {asking ? (
        <div className="notice notice--ask" role="alert">
          <p>{w.offHolding}</p>
          <button type="button" className="button button--second" disabled={!canSend} onClick={leave}>
            {w.offSure}
          </button>
          <button type="button" className="button" onClick={() => setAsking(false)}>
            {w.stay}
          </button>
        </div>
      ) : (
        <button type="button" className="button button--second" disabled={!canSend} onClick={() => (holds ? setAsking(true) : leave())}>
          {w.off}
        </button>
      )}
    </>
  );
}

/** Whole hours from now, said as the time at which the turn ends. */
const turns = [4, 6, 8, 10, 12].filter((hours) => hours <= longestDutyHours);

function ComeOn(props: { units: MyResponse['units']; canSend: boolean; come: (unitId: string, untilAt: string) => void }) {
  const now = useServerNow();
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const unitId = String(entered.get('unit'));
    const hours = Number(entered.get('hours'));
    setMissing(unitId === '');
    if (unitId !== '' && now !== null) props.come(unitId, new Date(now + hours * hourMs).toISOString());
  };
  return (
    <form noValidate onSubmit={submit}>
      <p>{w.lead}</p>
      {missing && (
        <p className="field__wrong" role="alert">
          {w.missing}
        </p>
      )}
      <label htmlFor="duty-unit">{w.unit}</label>
      <select id="duty-unit" name="unit" defaultValue="">
        <option value="">{w.choose}</option>
        {props.units.map(({ id, name, teamName }) => (
          <option key={id} value={id}>
            {name}, {teamName}
          </option>
        ))}
      </select>
      <label htmlFor="duty-hours">{w.until}</label>
      <select id="duty-hours" name="hours" defaultValue="8">
        {turns.map((hours) => (
          <option key={hours} value={hours}>
            {say(w.forHours, { n: hours, time: now === null ? '–' : dayAndTime(now + hours * hourMs) })}
          </option>
        ))}
      </select>
      <button type="submit" className="button" disabled={!props.canSend}>
        {w.on}
      </button>
    </form>
  );
}
