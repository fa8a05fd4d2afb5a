import { describe, expect, it } from 'vitest';
import { promptFor, promptWithdrawn } from '../../../rules/engine/prompt.ts';
import type { ScenarioEffect } from '../../../rules/model/scenario.ts';
import { people } from '../alerts/people.ts';
import { device } from '../drive.ts';
import { scenario } from './home.ts';

const devices = [
  device('speaker', 'speaker', { prompts: true }),
  device('dispenser', 'dispenser', { prompts: true }),
  device('fridge', 'fridge'),
  device('theirs', 'speaker', { prompts: true, patientId: 'somebody-else' }),
];
const { patient } = people({ devices });
const agreed = scenario('k-pills');
const words = { text: "It's time for your {medicines}, {name}.", values: { medicines: 'heart tablets' } };
const asks: Extract<ScenarioEffect, { type: 'prompt' }> = { type: 'prompt', deviceKind: 'dispenser', ...words, expectsReading: null };
const saidAt = Date.UTC(2026, 0, 5, 8);

describe('a prompt', () => {
  it('has its places filled, and is said by the device of its kind', () => {
    const said = promptFor(patient, agreed, asks, saidAt)!;
    expect(said).toMatchObject({ body: `It's time for your heart tablets, ${patient.knownAs}.`, command: { type: 'prompt', kind: null } });
    expect(said.channel.address).toBe('dispenser');
    expect(said.command).not.toHaveProperty('language');
  });

  it("is said in the patient's language where we have it, under the same id", () => {
    const inPolish = promptFor({ ...patient, language: 'pl' }, agreed, asks, saidAt)!;
    expect(inPolish).toMatchObject({ body: `${patient.knownAs}, czas na leki: heart tablets.`, command: { language: 'pl' } });
    expect(inPolish.id).toBe(promptFor(patient, agreed, asks, saidAt)!.id);
  });
});

describe('a prompt that is withdrawn', () => {
  const withdrawn = (changes: { text?: string; saidAt?: number } = {}) =>
    promptWithdrawn(patient, agreed, { type: 'withdraw-prompt', saidAt, ...words, reason: 'dispensed', ...changes }).map((effect) =>
      effect.type === 'withdraw-notification' ? effect.notificationId : '',
    );

  it('is so on every device that may have been asked to say it, and on no other', () => {
    const [spoken, dispensed] = (['speaker', 'dispenser'] as const).map((deviceKind) =>
      promptFor(patient, agreed, { ...asks, deviceKind }, saidAt),
    );
    expect(withdrawn()).toEqual([spoken!.id, dispensed!.id]);
  });

  it.each([
    ['other words', { text: 'Good night, {name}.' }],
    ['the same words at another time', { saidAt: saidAt + 1 }],
  ])('is not, by %s', (_, changes) => {
    expect(withdrawn(changes)).not.toContain(promptFor(patient, agreed, asks, saidAt)!.id);
  });
});
