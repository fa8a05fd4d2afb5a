import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../gateway/backtest/question.ts';
import { backtestInput } from '../../gateway/contract/backtests.ts';
import { at, LivedHome, monday } from './support.ts';

let lived: LivedHome;
beforeAll(async () => {
  lived = await LivedHome.start();
});
afterAll(() => lived.close());

const input = { patientId: 'pat-1', from: new Date(monday).toISOString(), to: new Date(at('12:00')).toISOString() };
const earlier = { template: 'fridge', params: { window: { from: '07:00', to: '09:00' } } };
const file = (format: string, content: string, mapping: unknown = null) => ({ file: { format, content, mapping } });

describe('a question about the past', () => {
  it.each([
    [{ patientId: 'nobody' }, 'patientId', 'there is no such patient'],
    [{ scenarios: [{ scenarioId: 'scn-1-0', version: 2 }] }, 'scenarios.0', 'there is no such version'],
    [{ scenarios: [{ scenarioId: 'another', version: 1 }] }, 'scenarios.0', 'there is no such version'],
    [{ scenarios: [earlier, { template: 'none' }] }, 'scenarios.1.template', 'is unknown'],
    [{ scenarios: [{ ...earlier, replaces: 'none' }] }, 'scenarios.0.replaces', 'is no agreement in force'],
    [{ scenarios: [{ template: 'fridge', params: { window: { from: 'noon', to: '09:00' } } }] }, 'scenarios.0.params.window.from', ''],
    [file('json-lines', '{'), 'file.content', 'holds no reading that could be judged; line 1 is not JSON'],
    [file('csv', ''), 'file.content', 'holds no reading that could be judged'],
    [file('casas', ''), 'file.mapping', 'is needed'],
    [file('casas', '', { zone: 'Mars' }), 'file.mapping.zone', 'must be an IANA zone'],
  ])('is refused by place and reason: %j', async (wrong, field, message) => {
    const question = { type: 'backtest', input: backtestInput.parse({ ...input, ...wrong }) } as const;
    await expect(answer(lived.database.pool, question)).rejects.toMatchObject({ field, message: expect.stringContaining(message) });
  });
});
