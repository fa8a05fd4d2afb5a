import { describe, expect, it } from 'vitest';
import { lookAtWatch, tellAgainMs, type Unattended, unattendedMs } from '../../gateway/unattended.ts';

const t0 = 1_000_000;
const start: Unattended = { sinceAt: t0, toldAt: null, times: 0 };
const nobody = (wallAt: number, needed = true) => ({ attended: false, needed, wallAt });

/** Looks one after another; at which of them somebody is told. */
function told(looks: readonly { attended: boolean; needed: boolean; wallAt: number }[], from: Unattended | null = start): number[] {
  let state = from;
  return looks.flatMap((look) => {
    const looked = lookAtWatch(state, look);
    state = looked.state;
    return looked.tell ? [look.wallAt - t0] : [];
  });
}

describe('nobody is watching', () => {
  it.each([
    ['just below a minute', unattendedMs - 1, []],
    ['at a minute', unattendedMs, [unattendedMs]],
    ['above', unattendedMs + 1, [unattendedMs + 1]],
  ])('%s after the start', (_, ms, when) => {
    expect(told([nobody(t0 + ms)])).toEqual(when);
  });

  it('somebody is told again every five minutes, not a millisecond sooner, until somebody watches', () => {
    const at = t0 + unattendedMs;
    const looks = [nobody(at), nobody(at + tellAgainMs - 1), nobody(at + tellAgainMs), nobody(at + 2 * tellAgainMs)];
    expect(told(looks)).toEqual([at - t0, at + tellAgainMs - t0, at + 2 * tellAgainMs - t0]);
    expect(told([nobody(at), { attended: true, needed: true, wallAt: at + 1 }, nobody(at + 2), nobody(at + tellAgainMs)])).toEqual([
      at - t0,
      at + tellAgainMs - t0,
    ]);
  });

  it('matters to nobody while nothing waits and nobody is expected', () => {
    expect(told([nobody(t0 + unattendedMs, false), nobody(t0 + 10 * unattendedMs, false)])).toEqual([]);
    // As soon as something waits: nobody has watched for a minute already.
    expect(told([nobody(t0 + unattendedMs, false), nobody(t0 + unattendedMs + 1)])).toEqual([unattendedMs + 1]);
  });

  it('says that it is over once, and only where somebody was told', () => {
    const watched = { attended: true, needed: true, wallAt: t0 + 2 * unattendedMs };
    expect(lookAtWatch({ sinceAt: t0, toldAt: t0 + unattendedMs, times: 1 }, watched)).toEqual({ state: null, tell: false, ended: true });
    expect(lookAtWatch(start, watched)).toEqual({ state: null, tell: false, ended: false });
    expect(lookAtWatch(null, watched)).toEqual({ state: null, tell: false, ended: false });
  });

  it('after a restart it is said after a minute, and not sooner than five minutes after the last time', () => {
    const at = t0 + unattendedMs;
    expect(told([nobody(at), nobody(t0 + tellAgainMs - 1), nobody(t0 + tellAgainMs)], { ...start, toldAt: t0 })).toEqual([tellAgainMs]);
  });
});
