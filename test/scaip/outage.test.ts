import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlarmUnit } from '../../device-sim/scaip/unit.ts';
import { at, TestGateway } from '../e2e/gateway.ts';
import { withAlarmUnit } from './home.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.start(at('06:00'), { HEARTHLINE_SCAIP_PORT: '0', HEARTHLINE_SCAIP_VOICE_TO: 'tel:+441632960000' });
  await gateway.enrol(withAlarmUnit('Ada', '77001'));
}, 60_000);
afterAll(() => gateway?.close());

/** Runs `work` while the database takes no reading. */
async function whileHeldUp(work: () => Promise<void>): Promise<void> {
  const blocker = await gateway.database.pool.connect();
  try {
    await blocker.query('begin');
    await blocker.query('lock table observation in access exclusive mode');
    await work();
  } finally {
    await blocker.query('rollback');
    blocker.release();
  }
}

describe('an alarm while the database hangs', () => {
  it.each([
    ['of a unit that is enrolled', '77001', 'Ada has called for help', 'Ada-unit'],
    ['of one that is not', '99', 'An unknown caller has called for help', 'alarm-unit:99'],
  ])('%s reaches the centre at once, and the unit is answered when it is stored, once', async (_whose, number, words, source) => {
    const unit = await AlarmUnit.open({ host: '127.0.0.1', port: gateway.app.scaipPort!, transport: 'UDP', number });
    let isAnswered = false;
    try {
      const reply = { promise: Promise.resolve({}) };
      await whileHeldUp(async () => {
        reply.promise = unit.say('alarm', 'a1').finally(() => {
          isAnswered = true;
        });
        await gateway.letters.take((letter) => letter.to === 'ccc@example.org' && letter.text.includes(words));
        expect(isAnswered).toBe(false);
      });
      expect(await reply.promise).toMatchObject({ status: 200, mrs: { ref: 'a1', snu: '0', cre: '62', tnu: 'tel:+441632960000' } });
      const stored = await gateway.database.pool.query('select kind from observation where source = $1', [source]);
      expect(stored.rows).toEqual([{ kind: 'sos' }]);
    } finally {
      unit.close();
    }
  });
});
