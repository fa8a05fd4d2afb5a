import uPlot from 'uplot';

/** Labels of the time axis: hours within a day, and the day where a new one begins. `seconds` since 1970. */
export function timeTicks(zone: string, seconds: readonly number[]): string[] {
  let before = '';
  return seconds.map((each) => {
    const local = uPlot.tzDate(new Date(each * 1_000), zone);
    const day = local.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric' });
    const time = `${String(local.getHours()).padStart(2, '0')}:${String(local.getMinutes()).padStart(2, '0')}`;
    const label = time === '00:00' || (before !== '' && before !== day) ? day : time;
    before = day;
    return label;
  });
}
