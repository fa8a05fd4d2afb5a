import { afterEach, describe, expect, it } from 'vitest';
import { at } from '../../e2e/gateway.ts';
import { type Rehearsal, rehearse } from '../scenario/rehearsal.ts';

let rehearsal: Rehearsal | null = null;
afterEach(async () => {
  await rehearsal?.weeks.gateway.close();
  rehearsal = null;
});

/** A home in which all that can be is heard by a bridge. */
const script = (dialect: string, timeline: readonly string[], expectations: readonly string[], until: string) =>
  JSON.stringify({
    name: `A hub with ${dialect}`,
    dialects: [dialect],
    people: [
      {
        name: 'Arthur Lane',
        agreements: [{ template: 'fridge' }, { template: 'door', consentNote: 'Agreed' }],
        devices: { 'sos-button': 'Pendant' },
      },
    ],
    devices: { fridge: 'Fridge', 'front-door': 'Front door', motion: 'Hall', hub: 'Hub', speaker: 'Speaker' },
    timeline,
    expect: expectations,
    until,
  });

/** What is stored of one kind of a device, in order; `(snapshot)` stands behind what is no event. */
async function stored({ weeks }: Rehearsal, device: string, kind: string): Promise<string[]> {
  const text = 'select observed_at as at, value, snapshot from observation where source like $1 and kind = $2 order by seq';
  const { rows } = await weeks.gateway.database.pool.query<{ at: number; value: unknown; snapshot: boolean }>(text, [`%-${device}`, kind]);
  return rows.map(({ value, snapshot }) => `${value}${snapshot ? ' (snapshot)' : ''}`);
}

describe.each(['zigbee2mqtt', 'tasmota'])('a hub with %s that restarts and says everything again', (dialect) => {
  it('has no event judged twice, and an absence after it is judged as what it is', async () => {
    const timeline = [
      '07:20 fridge opens',
      '07:21 fridge closes',
      '07:40 hub restarts',
      '09:30 hub restarts',
      '21:00 front door opens',
      '21:05 hall moves',
      '23:30 hub restarts',
      'day 2 06:30 front door closes',
      'day 2 06:40 hall moves',
      'day 2 08:00 hub restarts',
      'day 2 09:50 hub restarts',
    ];
    const expectations = ['no alert by 23:59', 'no alert door', 'no alert fridge by day 2 09:59', 'alert fridge by day 2 10:20'];
    rehearsal = await rehearse(script(dialect, timeline, expectations, 'day 2 11:00'), at('06:00'));
    expect(rehearsal.lines).not.toContain('FAILED');
    expect(await stored(rehearsal, 'fridge', 'contact')).toEqual(['closed (snapshot)', 'open', 'closed']);
    expect(await stored(rehearsal, 'front-door', 'contact')).toEqual(['closed (snapshot)', 'open', 'closed']);
    expect(rehearsal.weeks.report).toMatchObject({ refused: 0, problems: 0 });
  }, 300_000);

  it('does not know what happened while it was away, and calls for help when it is back', async () => {
    const timeline = ['09:00 hub offline for 1 h', '09:20 fridge opens', '09:30 pendant pressed', '11:00 pendant pressed'];
    const expectations = ['no alert sos by 10:59', 'alert sos by 11:05'];
    rehearsal = await rehearse(script(dialect, timeline, expectations, '11:20'), at('06:00'));
    expect(rehearsal.lines).not.toContain('FAILED');
    expect((await stored(rehearsal, 'fridge', 'contact')).filter((line) => !line.includes('snapshot')).length).toBeLessThan(2);
    expect(await stored(rehearsal, 'sos-button', 'sos')).toEqual(['true']);
  }, 300_000);
});
