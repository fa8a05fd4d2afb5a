import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../device-sim/devices/catalogue.ts';
import { CommandDesk } from '../../../device-sim/devices/commands.ts';
import type { DeviceCommand } from '../../../gateway/contract/messages.ts';

const at = Date.parse('2026-03-01T10:00:00Z');
const command = (change: Partial<DeviceCommand> = {}): string =>
  JSON.stringify({ id: 'c1', type: 'prompt', text: 'Breakfast?', expiresAt: '2026-03-01T10:30:00Z', ...change });

describe('commands to devices', () => {
  it('are obeyed once and answered the same way each time', () => {
    const desk = new CommandDesk(catalogue.fridge);
    const first = desk.take(command(), at);
    expect(first).toMatchObject({ commandId: 'c1', result: { status: 'delivered' }, heard: { text: 'Breakfast?' } });
    expect(desk.take(command(), at)).toEqual({ ...first, heard: null });
    expect(desk.take(command({ id: 'c2' }), at).heard).not.toBeNull();
  });

  it('keep their answer after they have expired, and after what they asked for is done', () => {
    const desk = new CommandDesk(catalogue.cuff);
    desk.take(command({ type: 'request-measurement', kind: 'blood-pressure' }), at);
    expect(desk.take(command({ type: 'request-measurement' }), at + 86_400_000).result).toEqual({ status: 'delivered' });
    expect(desk.done('c1', 'measured')).toEqual({ status: 'done', detail: 'measured' });
    expect(desk.take(command({ type: 'request-measurement' }), at)).toEqual({
      commandId: 'c1',
      result: { status: 'done', detail: 'measured' },
      heard: null,
    });
  });

  it.each([
    ['a millisecond before the end', -1, 'delivered'],
    ['at the end', 0, 'expired'],
  ])('%s: %s', (_when, offset, status) => {
    const answer = new CommandDesk(catalogue.speaker).take(command(), Date.parse('2026-03-01T10:30:00Z') + offset);
    expect(answer.result.status).toBe(status);
    expect(answer.heard === null).toBe(status === 'expired');
  });

  it('fail, saying why, where the device cannot do it', () => {
    expect(new CommandDesk(catalogue.motion).take(command(), at).result).toEqual({ status: 'failed', detail: 'a motion cannot speak' });
    const wrong = command({ type: 'request-measurement', kind: 'body-weight' });
    expect(new CommandDesk(catalogue.cuff).take(wrong, at).result).toEqual({
      status: 'failed',
      detail: 'a cuff cannot measure body-weight',
    });
  });

  it('that are taken back are not obeyed when they come after all; what is done is done', () => {
    const desk = new CommandDesk(catalogue.speaker);
    expect(desk.take(command({ type: 'cancel' }), at)).toMatchObject({ result: { status: 'expired', detail: 'taken back' }, heard: null });
    expect(desk.take(command(), at).heard).toBe(null);
    desk.take(command({ id: 'c2' }), at);
    desk.done('c2', 'spoken');
    expect(desk.take(command({ id: 'c2', type: 'cancel' }), at).result).toEqual({ status: 'done', detail: 'spoken' });
  });

  it('answer a test without anybody noticing', () => {
    expect(new CommandDesk(catalogue.bed).take(command({ type: 'test' }), at)).toMatchObject({ result: { status: 'done' }, heard: null });
  });

  it.each(['', '{', '{"id":"c1"}', '[]'])('throw on %j, which has nothing to answer to', (payload) => {
    expect(() => new CommandDesk(catalogue.fridge).take(payload, at)).toThrow();
  });
});
