import { median } from './median.ts';

/** Usual is what the last fortnight shows, and not known before ten nights of it. */
export const [rememberedNights, learnedNights] = [14, 10];

/** Usual visits in a night, from the visits of the nights before; null while too few are known. */
export function usual(before: readonly number[]): number | null {
  return before.length < learnedNights ? null : median(before);
}

/** The highest number of visits that is still all right, and whether that is by what is usual and not by the agreed number. */
export function limitOf(
  before: readonly number[],
  { moreThan, aboveUsual }: { readonly moreThan: number; readonly aboveUsual: number | null },
): { readonly most: number; readonly byUsual: boolean } {
  const known = usual(before);
  const most = known === null || aboveUsual === null ? moreThan : known + aboveUsual;
  return most < moreThan ? { most, byUsual: true } : { most: moreThan, byUsual: false };
}
