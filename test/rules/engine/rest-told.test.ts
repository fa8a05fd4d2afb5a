import { describe, expect, it } from 'vitest';
import { restTold } from '../../../rules/engine/rest-told.ts';
import type { Effect } from '../../../rules/model/effect.ts';
import type { ContactContext, PatientContext, Presence } from '../../../rules/model/patient.ts';
import { hour, localTime } from '../../../rules/model/time.ts';
import { contact as person, step } from '../alerts/people.ts';
import { resident, scenario } from './home.ts';

const zone = 'Europe/London';
const ten = Date.parse('2026-03-02T10:00:00Z');
const home: Presence = { mode: 'home', untilAt: null };
const away = (hours: number | null, sinceAt = ten, mode: Presence['mode'] = 'holiday'): Presence => ({
  mode,
  untilAt: hours === null ? null : ten + hours * hour,
  sinceAt,
});

const contact = (id: string, order: number, more: Partial<ContactContext> = {}) => person(id, id, { order, ...more });
/** The plan of the one agreement asks the first contact only. */
const asksTheFirst = { ...scenario('s').plan, steps: [step('patient', 30), { ...step('family', 20), contactOrder: 1 }] };
const mary = contact('mary', 1);
const kathleen = (presence: Presence, contacts: readonly ContactContext[] = [mary, contact('nell', 2)]): PatientContext =>
  resident('k', { knownAs: 'Kathleen', zone, presence, contacts, scenarios: [scenario('s', { plan: asksTheFirst })] });

/** A line for each effect: who is told what at what time, or what is taken back. */
function inWords(effects: readonly Effect[]): string[] {
  return effects.map((effect) => {
    if (effect.type === 'withdraw-notification') return `take back ${effect.notificationId.split('/').slice(-2).join(' ')}`;
    if (effect.type !== 'notify') return effect.type;
    const { recipient, sendAt, body, purpose, severity, alertId } = effect.notification;
    expect([purpose, severity, alertId]).toEqual(['rest', 'low', null]);
    const said = body.includes('our watch rests') ? (/rests (until [^:]+(?::\d\d[^:]*)?): what/.exec(body)?.[1] ?? body) : 'goes on';
    return `${sendAt === null ? 'now' : localTime(zone, sendAt)} ${recipient.name}: ${said}`;
  });
}

describe('whoever would be asked is told', () => {
  it.each<[string, Presence, Presence, readonly string[]]>([
    ['nothing while nothing is said', home, home, []],
    ['once that it rests and, at its end, that it goes on', home, away(8), ['now mary: until 18:00', '18:00 mary: goes on']],
    ['of an absence without an end only that it rests', home, away(null), ['now mary: until we hear more']],
    ['nothing of an absence that is over already', home, away(-1), []],
    ['nothing while the absence goes on as it was', away(8), away(8), []],
    [
      'of another end, and the old one is taken back',
      away(8),
      away(9, ten + 1),
      ['take back ends mary', 'now mary: until 19:00', '19:00 mary: goes on'],
    ],
    [
      'nothing of the same end said again, but when it comes',
      away(8),
      away(8, ten + 1, 'hospital'),
      ['take back ends mary', '18:00 mary: goes on'],
    ],
    ['when it ends before its time', away(8), home, ['take back ends mary', 'now mary: goes on']],
    ['when one without an end ends', away(null), home, ['now mary: goes on']],
    ['nothing more after it has ended by itself', away(0), home, []],
  ])('%s', (_what, before, after, lines) => {
    expect(inWords(restTold(kathleen(before), kathleen(after), ten))).toEqual(lines);
  });

  it.each<[string, readonly ContactContext[], readonly string[]]>([
    ['nobody without consent', [contact('mary', 1, { mayBeTold: false })], []],
    ['nobody without a way to them', [contact('mary', 1, { channels: [] })], []],
    ['nobody whom nothing that is agreed asks', [contact('nell', 2)], []],
    [
      'everybody of that place',
      [mary, contact('ann', 1)],
      ['now mary: until 18:00', 'now ann: until 18:00', '18:00 mary: goes on', '18:00 ann: goes on'],
    ],
    [
      'after their quiet hours',
      [contact('mary', 1, { quietHours: { from: '09:00', to: '12:30' } })],
      ['12:30 mary: until 18:00', '18:00 mary: goes on'],
    ],
    [
      'not on dates on which nothing reaches them',
      [contact('mary', 1, { unavailable: [{ fromAt: ten, untilAt: ten + hour, reason: 'operation', replacement: null }] })],
      ['18:00 mary: goes on'],
    ],
  ])('%s', (_what, contacts, lines) => {
    expect(inWords(restTold(kathleen(home, contacts), kathleen(away(8), contacts), ten))).toEqual(lines);
  });

  it('nothing of the end once they may no longer be told', () => {
    const effects = restTold(kathleen(away(8)), kathleen(away(8), [contact('mary', 1, { mayBeTold: false })]), ten + hour);
    expect(inWords(effects)).toEqual(['take back ends mary']);
  });

  it('by messages that are the same however often they are decided, and others for another absence with the same end', () => {
    const ids = (effects: readonly Effect[]) => effects.flatMap((one) => (one.type === 'notify' ? one.notification.id : []));
    const first = ids(restTold(kathleen(home), kathleen(away(8)), ten));
    expect(ids(restTold(kathleen(home), kathleen(away(8)), ten))).toEqual(first);
    const second = ids(restTold(kathleen(home), kathleen(away(8, ten + 1)), ten));
    expect(new Set([...first, ...second]).size).toBe(first.length + second.length);
  });

  it('without a word about health, and that a call for help is answered all the same', () => {
    const [effect] = restTold(kathleen(home), kathleen(away(8, ten, 'hospital')), ten);
    if (effect?.type !== 'notify') throw new Error('nobody is told');
    expect(effect.notification.subject).toBe('Kathleen: about monitoring at home');
    expect(effect.notification.body).toBe(
      'Kathleen is away, so our watch rests until 18:00: what is usual at home is not looked for. A call for help, a fall or an alarm in the home is answered as always. You will hear when it goes on.',
    );
  });
});
