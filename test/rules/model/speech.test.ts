import { describe, expect, it } from 'vitest';
import { type Speech, speechOfKind, spokenHow } from '../../../rules/model/speech.ts';

const london = { zone: 'Europe/London' };
const hard = { ...london, hardOfHearing: true } as const;
const speaker = { kind: 'speaker' } as const;
/** Summer time: 06:00 UTC is 07:00 at home. */
const at = (time: string) => Date.parse(`2026-07-01T${time}Z`);
const english = { language: 'en', severity: 'low' } as const;

describe('a voice is', () => {
  it.each([
    ['soft until 07:00 at home', london, '05:59:59', 30],
    ['as usual from 07:00', london, '06:00:00', 60],
    ['as usual until 22:00', london, '20:59:59', 60],
    ['soft from 22:00', london, '21:00:00', 30],
    ['loud for who is hard of hearing', hard, '20:59:59', 90],
    ['less loud for them at night', hard, '21:00:00', 60],
  ] as const)('%s', (_, patient, time, volume) => {
    expect(spokenHow(patient, speaker, english, at(time))).toEqual({ volume });
  });

  it('as loud as can be when it is urgent, also at night', () => {
    expect(spokenHow(london, speaker, { language: 'en', severity: 'high' }, at('02:00:00'))).toEqual({ volume: 100 });
    expect(spokenHow(london, speaker, { language: 'en', severity: 'moderate' }, at('02:00:00'))).toEqual({ volume: 30 });
  });

  it('the best one that the model has for the language, and its own where it has none', () => {
    const speech: Speech = {
      speaks: true,
      volume: false,
      voices: [
        { language: 'en', name: 'Amy' },
        { language: 'pl', name: 'Ewa' },
        { language: 'pl', name: 'Jan' },
      ],
    };
    const device = { kind: 'fridge', speech } as const;
    expect(spokenHow(london, device, { language: 'pl', severity: 'low' }, at('12:00:00'))).toEqual({ voice: 'Ewa' });
    expect(spokenHow(london, { ...device, speech: { ...speech, voices: [] } }, english, at('12:00:00'))).toEqual({});
  });
});

describe('a device without a voice', () => {
  it.each([
    ['by its kind', { kind: 'cuff' }],
    ['by its model', { kind: 'speaker', speech: { speaks: false, volume: false, voices: [] } }],
    ['because nobody knows it', undefined],
  ] as const)('gets no words for one: %s', (_, device) => {
    expect(spokenHow(hard, device, english, at('12:00:00'))).toEqual({});
  });

  it('is every kind that is not known to have one', () => {
    const kinds = ['speaker', 'fridge', 'dispenser', 'cuff', 'app', 'wearable', 'motion'] as const;
    expect(kinds.filter((kind) => speechOfKind(kind).speaks)).toEqual(['speaker', 'fridge', 'dispenser']);
  });
});
