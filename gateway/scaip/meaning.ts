import type { CallWords } from '../../rules/model/alarm-unit.ts';
import type { ObservationKind, ObservationValue } from '../../rules/model/observation.ts';
import { fallDetectors, groupOf, hazardDetectors, manualAlarm, places, triggers } from './codes.ts';
import type { Mrq } from './mrq.ts';

/** One reading that a message of a unit means. */
export interface Meant {
  readonly kind: ObservationKind;
  readonly value: ObservationValue;
}

/** What called, and where: `fixed button, bathroom`. */
export function callWordsOf({ dty, lco }: { readonly dty: number | null; readonly lco: number | null }): CallWords {
  const trigger = (dty !== null && triggers.get(dty)) || 'alarm unit';
  const place = lco === null ? undefined : places.get(lco);
  return place === undefined ? trigger : `${trigger}, ${place}`;
}

function alarm(mrq: Mrq): Meant {
  const hazard = hazardDetectors.get(mrq.dty);
  if (hazard !== undefined) return { kind: hazard, value: 'alarm' };
  // Somebody who presses the button of a fall detector calls, and may not have fallen.
  const byHand = (mrq.stc ?? manualAlarm) === manualAlarm;
  return fallDetectors.includes(mrq.dty) && !byHand ? { kind: 'fall', value: 'fallen' } : { kind: 'sos', value: callWordsOf(mrq) };
}

/** What was reported is withdrawn at the unit: of a hazard its detector, otherwise every call of this unit, whatever began it. */
function withdrawn({ dty }: Mrq): readonly Meant[] {
  const hazard = hazardDetectors.get(dty);
  if (hazard !== undefined) return [{ kind: hazard, value: 'clear' }];
  return [
    { kind: 'sos-cancelled', value: true },
    { kind: 'fall', value: 'recovered' },
  ];
}

const heard: Meant = { kind: 'heartbeat', value: true };

/**
 * The readings that a message means. An alarm message calls for help unless its code surely says otherwise; information does so only
 * when it says so itself; a heartbeat never does. Everything counts as a sign of life of the unit.
 */
export function meaningOf(mrq: Mrq): readonly Meant[] {
  const { mty, dty, stc } = mrq;
  if (mty === 'RE') return withdrawn(mrq);
  const group = stc === null ? (mty === 'ME' ? 'call' : 'note') : groupOf(stc);
  if (group === 'fault') return [{ kind: 'device-fault', value: 'faulty' }];
  if (group === 'recovery') return [{ kind: 'device-fault', value: 'recovered' }];
  if (mty === 'PI') return [heard];
  switch (group) {
    case 'cancelled':
      return withdrawn(mrq);
    case 'test':
      return [{ kind: 'unit-test', value: true }];
    case 'restoral':
      return hazardDetectors.has(dty) ? withdrawn(mrq) : [heard];
    case 'note':
      return [heard];
    case 'call':
      return [alarm(mrq)];
    case 'other':
      return mty === 'ME' ? [alarm(mrq)] : [heard];
  }
}
