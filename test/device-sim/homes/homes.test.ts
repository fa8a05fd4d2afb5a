import { describe, expect, it } from 'vitest';
import { demoHomes } from '../../../device-sim/homes/demo.ts';
import { writtenHomes } from '../../../device-sim/homes/everybody.ts';
import { testNhsNumber } from '../../../device-sim/homes/nhs-number.ts';
import { enrolmentInput, isNhsNumber } from '../../../gateway/contract/people.ts';

const homes = demoHomes(7, 120);

describe('homes', () => {
  it('meet the contract for enrolments and stay as they are when read', () => {
    for (const { enrolment } of homes) expect(enrolmentInput.parse(structuredClone(enrolment))).toEqual(enrolment);
  });

  it('are the same for the same seed, and a larger count only adds', () => {
    expect(demoHomes(7, 120)).toEqual(homes);
    expect(demoHomes(7, 20)).toEqual(homes.slice(0, 20));
    const written = writtenHomes().length;
    expect(demoHomes(8, written)).toEqual(homes.slice(0, written));
    expect(demoHomes(8, written + 1)[written]).not.toEqual(homes[written]);
  });

  it('with more mishaps are the same homes, and those that are made up go through more', () => {
    const often = demoHomes(7, 30, '', 100);
    expect(often.map(({ enrolment }) => enrolment)).toEqual(homes.slice(0, 30).map(({ enrolment }) => enrolment));
    const sos = (all: typeof homes) => all.flatMap(({ people }) => people.map(({ habits }) => habits.chances.sos));
    const written = sos(writtenHomes()).length;
    expect(sos(often).slice(0, written)).toEqual(sos(homes).slice(0, written));
    expect(new Set(sos(often).slice(written))).toEqual(new Set([0.6]));
  });

  it('are told apart by every id, with a prefix for a second set', () => {
    const ids = (prefix: string) => demoHomes(7, 50, prefix).flatMap((home) => [home.id, ...home.devices.map((device) => device.id)]);
    const both = [...ids(''), ...ids('b-')];
    expect(new Set(both).size).toBe(both.length);
    const people = homes.flatMap(({ enrolment }) => enrolment.patients);
    const inside = people.flatMap((patient) => [patient.id, ...[...patient.contacts, ...patient.scenarios].map((one) => one.id)]);
    expect(new Set(inside).size).toBe(inside.length);
  });

  it('are marked as simulated and hold nothing that could be real', () => {
    for (const patient of homes.flatMap(({ enrolment }) => enrolment.patients)) {
      expect(patient.simulated).toBe(true);
      expect(patient.nhsNumber).toMatch(/^999/);
      for (const { address } of patient.contacts.flatMap((contact) => contact.channels)) expect(address).toMatch(/@example\.org$/);
    }
  });

  it('have NHS numbers that are valid and differ', () => {
    const numbers = Array.from({ length: 5_000 }, (_, i) => testNhsNumber(i));
    expect(new Set(numbers).size).toBe(5_000);
    expect(numbers.every(isNhsNumber)).toBe(true);
  });

  it('of another prefix are other people: no id and no NHS number twice in one gateway', () => {
    const both = [...demoHomes(7, 60), ...demoHomes(7, 60, 'second-')];
    const patients = both.flatMap(({ enrolment }) => enrolment.patients);
    expect(new Set(patients.map(({ id }) => id)).size).toBe(patients.length);
    expect(new Set(patients.map(({ nhsNumber }) => nhsNumber)).size).toBe(patients.length);
    expect(patients.every(({ nhsNumber }) => isNhsNumber(nhsNumber ?? ''))).toBe(true);
  });

  it('give every person and scenario the devices they need, each enrolled', () => {
    for (const { enrolment, people, devices } of homes) {
      const enrolled = new Map(enrolment.devices.map((device) => [device.id, device]));
      expect([...enrolled.keys()].sort()).toEqual(devices.map((device) => device.id).sort());
      for (const person of people) {
        for (const id of Object.values(person.devices)) expect([null, person.index]).toContain(enrolled.get(id)?.patient);
        const templates = enrolment.patients[person.index]!.scenarios.map((scenario) => scenario.template);
        expect(templates.includes('pills')).toBe(person.devices.dispenser !== undefined);
        expect(templates.includes('blood-pressure') || templates.includes('news2')).toBe(person.devices.cuff !== undefined);
        expect(person.habits.doses.length > 0).toBe(person.devices.dispenser !== undefined);
      }
    }
  });

  it('let Fred and Betty share a hall and nothing that tells them apart', () => {
    const [fred, betty] = homes[2]!.people;
    expect(fred!.devices['front-door']).toBe(betty!.devices['front-door']);
    expect(fred!.devices.fridge).not.toBe(betty!.devices.fridge);
    expect(homes[2]!.enrolment.devices.find((device) => device.kind === 'front-door')!.patient).toBeNull();
  });
});
