import { expect, it } from 'vitest';
import { csvLine } from '../../../gateway/views/csv.ts';

it.each([
  [['a', 1.5, null, ''], 'a,1.5,,'],
  [['one, two', 'say "yes"', 'two\nlines'], '"one, two","say ""yes""","two\nlines"'],
  [['=1+1', '+44', '-3', '@SUM(A1)', ' =1', '\t=1'], `"'=1+1","'+44","'-3","'@SUM(A1)","' =1","'\t=1"`],
  [[-3, 'a=1'], '-3,a=1'],
])('%j is written as %j', (cells, line) => {
  expect(csvLine(cells)).toBe(`${line}\r\n`);
});
