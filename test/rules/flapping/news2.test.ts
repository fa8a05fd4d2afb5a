import { describe, expect, it } from 'vitest';
import { device, type Happening } from '../drive.ts';
import { again, inOrder, told } from './jitter.ts';

const devices = [device('kit', 'oximeter', { patientId: 'k' })];
const from = '2026-03-02T08:00';
/** Sets that are complete and differ only in the pulse, one every 40 minutes. */
const sets = (pulses: readonly number[], times: number): Happening[] =>
  inOrder(
    again('kit', 'heart-rate', pulses, from, 2_400, times),
    again('kit', 'respiratory-rate', [24], from, 2_400, times),
    again('kit', 'oxygen-saturation', [93], from, 2_400, times),
    again('kit', 'blood-pressure', [{ systolicMmHg: 130, diastolicMmHg: 80 }], from, 2_400, times),
    again('kit', 'body-temperature', [37], from, 2_400, times),
    again('kit', 'consciousness', ['alert'], from, 2_400, times),
    again('kit', 'inspired-oxygen', ['air'], from, 2_400, times),
  );
const raised = "08:40 raise moderate: Kathleen's NEWS2 score is 5.";
const heads = (when: readonly Happening[]) => told('news2', { patient: { devices }, when }).map((line) => line.replace(/: breath.*$/, ''));

describe('a score that trembles on its limit', () => {
  it('is one alert, is never over, and calls nobody anew', () => {
    const lines = heads(sets([90, 91], 20));
    expect(lines[0]).toBe(raised);
    expect(lines.filter((line) => /raise|clear|worse/.test(line))).toEqual([raised]);
  });

  it('is over once it stays below', () => {
    expect(heads(inOrder(sets([90, 91, 90, 90], 4)))).toEqual([
      raised,
      '09:20 evidence: NEWS2 4',
      "10:00 clear: Kathleen's NEWS2 score is 4, below what is agreed, 2 sets in a row.",
    ]);
  });

  it('and one value of it that is taken again and again says no more', () => {
    const pulses = again('kit', 'heart-rate', [90, 91], '2026-03-02T08:41', 60, 25);
    expect(heads(inOrder(sets([90, 91], 2), pulses))).toEqual([raised]);
  });

  it('goes on with a set that has begun when its alert, long cleared, is closed', () => {
    const all = sets([91, 90, 90, 91], 4);
    const closed = all.toSpliced(-3, 0, { at: '2026-03-02T10:00', closed: true });
    expect(heads(closed).filter((line) => /raise|clear/.test(line))).toEqual([
      raised.replace('08:40', '08:00'),
      "09:20 clear: Kathleen's NEWS2 score is 4, below what is agreed, 2 sets in a row.",
      raised.replace('08:40', '10:00'),
    ]);
  });
});
