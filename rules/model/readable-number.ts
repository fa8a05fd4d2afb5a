/** A telephone number (E.164) as people read it: one of the United Kingdom as `01632 960000`, `020 7946 0000`; any other as it is. */
export function readableNumber(number: string): string {
  return number
    .replace(/^\+44(2\d)(\d{4})(\d{4})$/, '0$1 $2 $3')
    .replace(/^\+44([389]\d\d|11\d|1\d1)(\d{3})(\d{4})$/, '0$1 $2 $3')
    .replace(/^\+44(\d{4})(\d{6})$/, '0$1 $2');
}
