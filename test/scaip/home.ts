import type { z } from 'zod';
import type { enrolmentInput } from '../../gateway/contract/people.ts';

/** A home with one person, `person`, an agreement for calls, and a social alarm unit of this number, `<person>-unit`. */
export function withAlarmUnit(person: string, alarmUnitNumber: string): z.input<typeof enrolmentInput> {
  return {
    home: { id: `${person}-home`, address: '1 Long Lane' },
    patients: [
      {
        id: person,
        givenName: person,
        familyName: 'Example',
        simulated: true,
        scenarios: [{ id: `${person}-sos`, template: 'sos', approvedBy: 'Dr Amin' }],
      },
    ],
    devices: [{ id: `${person}-unit`, kind: 'alarm-unit', name: 'Alarm unit', patient: 0, alarmUnitNumber }],
  };
}
