import type pg from 'pg';
import { enrolmentInput, teamInput } from '../../../gateway/contract/people.ts';
import { enrol } from '../../../gateway/enrol.ts';
import { addTeam } from '../../../gateway/store/teams.ts';
import { write } from '../../../gateway/store/write.ts';
import { templates } from '../../../rules/scenarios/registry.ts';

/** What a device of these homes sends. */
export type Habit = 'moves' | 'opens' | 'presses' | 'measures';

export interface EnrolledDevice {
  readonly deviceId: string;
  readonly secret: string;
  readonly habit: Habit;
}

export interface Neighbourhood {
  readonly devices: readonly EnrolledDevice[];
}

export interface NeighbourhoodOptions {
  readonly homes: number;
  /** Where the centre and the rapid responders are told. */
  readonly webhookUrl: string;
  /** Wait of each step of the home's ladders. */
  readonly stepSeconds: (home: number) => number;
}

const by = (at: number) => ({ at, actor: 'admin' });
const clock = (at: number) => new Date(at).toISOString().slice(11, 16);
const minuteMs = 60_000;

/** Homes whose ladders move every few seconds: people with a fridge, a help button, a cuff and equipment that is never heard. */
export async function enrolNeighbourhood(pool: pg.Pool, { homes, webhookUrl, stepSeconds }: NeighbourhoodOptions): Promise<Neighbourhood> {
  const now = Date.now();
  await write(pool, by(now), async (tx) => {
    for (const kind of ['coordination', 'rapid-response'] as const)
      await addTeam(tx, teamInput.parse({ kind, name: kind, channels: [{ kind: 'webhook', address: `${webhookUrl}/${kind}` }] }));
  });
  const devices: EnrolledDevice[] = [];
  for (let home = 0; home < homes; home++) {
    const { value } = await enrol(pool, by(now), homeOf(home, now, stepSeconds(home)), templates);
    const habits: readonly (Habit | null)[] = ['moves', 'opens', 'presses', 'measures', null, null];
    value.devices.forEach(({ deviceId, secret }, i) => {
      const habit = habits[i];
      if (habit) devices.push({ deviceId, secret, habit });
    });
  }
  return { devices };
}

function homeOf(home: number, now: number, stepSeconds: number) {
  const wait = `PT${stepSeconds}S`;
  const step = (level: string) => ({ level, wait, message: `{name}: ${level}` });
  const plan = (...levels: string[]) => ({ steps: levels.map(step) });
  const nextMinute = Math.ceil((now + 10_000) / minuteMs) * minuteMs;
  const agreement = { approvedBy: 'Dr Amin' };
  return enrolmentInput.parse({
    home: { address: `Long Lane ${home + 1}` },
    patients: [
      {
        givenName: 'Joan',
        familyName: `Number ${home + 1}`,
        zone: 'UTC',
        simulated: true,
        contacts: [
          {
            name: 'Maureen',
            relationship: 'daughter',
            order: 1,
            mayBeTold: true,
            channels: [{ kind: 'email', address: `maureen${home}@example.org` }],
          },
        ],
        scenarios: [
          {
            ...agreement,
            template: 'fridge',
            params: { window: { from: clock(nextMinute), to: clock(nextMinute + minuteMs) } },
            plan: plan('patient', 'family', 'coordination'),
          },
          { ...agreement, template: 'sos', plan: plan('coordination', 'family', 'rapid-response', 'emergency') },
          {
            ...agreement,
            template: 'blood-pressure',
            params: { repeatWithin: 'PT3S' },
            plan: plan('patient', 'coordination', 'rapid-response'),
          },
          { ...agreement, template: 'silent-device', params: { missedHeartbeats: 1 }, plan: plan('coordination', 'rapid-response') },
        ],
      },
    ],
    devices: [
      { kind: 'motion', name: 'Hall' },
      { kind: 'fridge', name: 'Fridge' },
      { kind: 'sos-button', name: 'Button' },
      { kind: 'cuff', name: 'Cuff' },
      { kind: 'speaker', name: 'Speaker', prompts: true },
      // Is expected and never heard, in every third home.
      ...(home % 3 === 0 ? [{ kind: 'plug', name: 'Kettle', heartbeatSeconds: 10 }] : []),
    ],
  });
}
