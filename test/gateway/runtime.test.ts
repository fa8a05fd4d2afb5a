import { describe, expect, it } from 'vitest';
import { assertRuntime } from '../../gateway/runtime.ts';

describe('assertRuntime', () => {
  it('takes this Node and newer ones', () => {
    expect(() => assertRuntime()).not.toThrow();
    expect(() => assertRuntime('26.1.0')).not.toThrow();
  });

  it('refuses an old one and says how to get another', () => {
    expect(() => assertRuntime('20.19.2')).toThrow(/^Node 20\.19\.2 is too old: .*"npm start"/);
  });
});
