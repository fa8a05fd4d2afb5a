import type { ExpectedAlert } from './expected/row.ts';

/**
 * What must come of the third week, in which nothing happens to anybody but their equipment fails. Written from the plan of the faults
 * (seed 7; `faults.ts`), by the rules that are agreed for all kit: a device that reports every 15 minutes is missed 45 minutes after it was
 * last heard, that is 30 to 45 after it fell out. The heartbeat that is learned from the fourth night on changes nothing in that: what comes up
 * to a third later than declared is a late message. The centre closes each after nine minutes; what falls out after that is asked about anew.
 * (Whatever is still silent 24 hours later would be asked about again; nothing is.)
 *
 * A clock that is hours ahead (Kathleen's and Hazel's fridge, Kathleen's kitchen, Vera's oximeter, Nora's pendant) is a task for somebody,
 * and no alert. Messages twice, out of order, flapping contacts and a hub that starts anew in the night for three minutes are nothing.
 */

/** `days`: day of the story and local time of each. */
function kit(who: string, severity: ExpectedAlert['severity'], story: string, ...days: readonly string[]): readonly ExpectedAlert[] {
  return days.map((one) => {
    const [day = '', at = ''] = one.split(' ');
    return { who, day: Number(day), at, template: 'silent-device', severity, upTo: 'coordination', ends: 'reassurance', story };
  });
}

const low = 'low' as const;
const moderate = 'moderate' as const;

export const expectedOfFaults: readonly ExpectedAlert[] = [
  // The bathroom's message of 06:31 is held up until its outage has begun: it was last heard at 06:16.
  ...kit('Kathleen', low, 'Kitchen movement, bathroom movement.', '15 10:08', '20 07:02'),
  ...kit('Kathleen', low, 'Speaker, pendant, fridge, front door, speaker.', '16 01:47', '17 00:38', '17 04:54', '18 09:00', '18 09:59'),
  ...kit('Kathleen', low, 'Fall detector, front door, bed.', '19 00:40', '20 00:30', '21 04:32'),
  ...kit('Joan', low, 'Bed, pendant, bed, dispenser, movement.', '17 01:29', '17 06:36', '19 10:19', '20 09:39', '21 10:22'),
  {
    who: 'Joan',
    day: 20,
    at: '18:15',
    template: 'pills',
    severity: moderate,
    upTo: 'coordination',
    ends: 'reassurance',
    story: 'Her evening dose is dispensed while the dispenser has no connection, and told only at 22:56.',
  },
  ...kit('Fred', low, 'Front door, hall, fridge, pendant.', '16 03:59', '17 06:29', '19 05:51', '20 08:56'),
  ...kit('Betty', low, 'Front door, hall, dispenser, bed, fridge.', '16 03:59', '17 06:29', '18 00:43', '18 05:49', '21 05:56'),
  {
    who: 'Betty',
    day: 21,
    at: '10:00',
    template: 'fridge',
    severity: moderate,
    upTo: 'coordination',
    ends: 'reassurance',
    story: 'Her breakfast is told only at 12:07; that Fred answers the speaker in the hall says nothing about her.',
  },
  ...kit('Hazel', low, 'Hall movement, twice.', '15 06:56', '19 07:07'),
  ...kit('Clint', low, 'Pendant, speaker, pendant, front door, front door.', '15 01:46', '16 08:06', '18 05:49', '19 05:38', '21 08:06'),
  ...kit('Vera', moderate, 'Pendant, twice.', '17 00:38', '18 07:49'),
  ...['19', '21'].map((day) => ({
    who: 'Vera',
    day: Number(day),
    at: '10:02',
    template: 'news2',
    severity: low,
    upTo: 'agency' as const,
    ends: 'reassurance' as const,
    story: 'Her temperature is told only in the afternoon or evening: there is no score.',
  })),
  ...kit('Doris', moderate, 'Fall detector, pendant, speaker.', '16 03:31', '16 05:08', '17 04:38'),
  ...kit(
    'Doris',
    moderate,
    'Pendant, pendant, hall movement. That her pendant was out before teaches nothing.',
    '18 03:18',
    '20 06:16',
    '21 08:00',
  ),
  ...kit('Edith', moderate, 'Bell: no connection, then an empty battery.', '17 09:43', '20 00:38'),
  ...kit('Cora', low, 'Bell, from 08:03: nobody agreed it with her, it is watched for everybody.', '20 08:46'),
  ...kit('Ivan', low, 'Pendant: an empty battery.', '20 00:38'),
  ...kit('Frank', low, 'Pendant.', '17 02:32'),
  ...kit('Olive', low, 'Hall movement, pendant.', '18 01:30', '19 05:36'),
  ...kit('Nora', low, 'Pendant, fall detector.', '18 01:58', '20 03:46'),
];
