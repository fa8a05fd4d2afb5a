/**
 * Whether a value is so much above or below the one told last that it is told as well; `told` null: none was. One decimal, as temperatures
 * are charted: 38.5 is 0.5 above 38.0, whatever their binary forms.
 */
export function hasMoved(told: number | null, value: number, by: number): boolean {
  return told === null || Math.round(Math.abs(value - told) * 10) / 10 >= by;
}
