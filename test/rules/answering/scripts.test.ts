import { describe, expect, it } from 'vitest';
import { general } from '../../../rules/answering/general.ts';
import { questionsFor } from '../../../rules/answering/questions.ts';
import { scriptFor, scriptOfTemplate, scripts, stepById } from '../../../rules/answering/scripts.ts';
import { outcomeCodes } from '../../../rules/model/alert.ts';
import { careLevels } from '../../../rules/model/answering.ts';
import { templates } from '../../../rules/scenarios/registry.ts';

const steps = scripts.flatMap((script) => script.steps);

describe('the call scripts', () => {
  it('answer every kind of agreement, and no other', () => {
    expect(Object.keys(scriptOfTemplate).sort()).toEqual([...templates.keys()].sort());
    expect(scriptFor('a-kind-of-the-future')).toBe(general);
  });

  it('have steps with ids of their own, and answers that lead to a step or to the end', () => {
    expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
    for (const script of scripts) expect(script.steps.map(({ id }) => id)).toContain(script.first);
    for (const { id, answers } of steps) {
      expect(answers.length, id).toBeGreaterThan(0);
      expect(new Set(answers.map((one) => one.id)).size, id).toBe(answers.length);
      for (const { next } of answers) if (next !== null) expect(stepById(next), `${id} leads to ${next}`).toBeDefined();
    }
  });

  it('never go round in a circle: every way comes to an end', () => {
    const endless: string[] = [];
    const follow = (id: string, way: readonly string[]): void => {
      if (way.includes(id)) return void endless.push([...way, id].join(' > '));
      for (const { next } of stepById(id)!.answers) if (next !== null) follow(next, [...way, id]);
    };
    for (const { first } of scripts) follow(first, []);
    expect(endless).toEqual([]);
  });

  it('can be walked to each of their steps', () => {
    const reached = new Set(scripts.map(({ first }) => first));
    for (const id of reached) for (const { next } of stepById(id)!.answers) if (next !== null) reached.add(next);
    expect(steps.filter(({ id }) => !reached.has(id)).map(({ id }) => id)).toEqual([]);
  });

  it('never let somebody not be visited without a reason', () => {
    const silent = steps.flatMap(({ id, answers }) => answers.filter((one) => one.id === 'no-visit').map((one) => ({ ...one, id })));
    expect(silent.length).toBeGreaterThan(2);
    for (const { id, asksFor } of silent) expect(asksFor, id).toMatch(/^Why nobody needs to go/);
  });

  it('bring about every level of care, and can end in every outcome that a call can have', () => {
    for (const { kind, answers, id } of steps)
      if (kind === 'assess')
        expect(
          answers.map((one) => one.id),
          id,
        ).toEqual(careLevels);
    const outcomes = new Set(steps.flatMap(({ answers }) => answers.flatMap(({ outcome }) => outcome ?? [])));
    expect(outcomeCodes.filter((code) => !outcomes.has(code))).toEqual(['condition-settled']);
  });

  it('of a missed dose send nobody of ours with medicine', () => {
    const dose = scripts.find(({ id }) => id === 'missed-dose')!;
    expect(dose.steps.flatMap(({ answers }) => answers.map(({ next }) => next))).not.toContain('visit.send');
  });

  it('of every kind ask whether the person is awake and breathes', () => {
    for (const { id } of scripts)
      expect(
        questionsFor(id).map((one) => one.id),
        id,
      ).toEqual(expect.arrayContaining(['awake', 'breathing', 'chest-pain', 'stroke']));
  });
});
