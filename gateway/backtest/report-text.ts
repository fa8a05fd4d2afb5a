import { levelNames } from '../../rules/alerts/words.ts';
import type { BacktestReport, WouldBeAlert } from '../../rules/backtest/report.ts';
import { localDate } from '../../rules/model/time.ts';
import { clockTime, howLong } from '../../rules/scenarios/words.ts';
import type { ReadingFile } from './files/reading-file.ts';
import type { BacktestOutcome } from './job.ts';

/** A backtest for people who read it in a terminal. */
export function reportText({ report, current, difference }: BacktestOutcome, file: ReadingFile | null): string {
  return [
    ...(file ? fileLines(file) : []),
    headline(report),
    ...report.notes.map((note) => `Note: ${note}`),
    '',
    ...table(
      ['agreement', 'version', 'alerts', 'a week', 'high', 'prompts', 'messages'],
      report.scenarios.map((one) => [
        one.title,
        String(one.version),
        String(one.alerts),
        one.alertsPerWeek.toFixed(1),
        String(one.highAlerts),
        String(one.prompts),
        String(one.messages),
      ]),
    ),
    ...report.alerts.flatMap((alert) => ['', ...alertLines(alert, report.zone)]),
    ...(report.prompts.length > 0 ? ['', 'Words to the patient outside alerts:'] : []),
    ...report.prompts.map(({ at, text }) => `  ${clockTime(report.zone, at, 0)}  ${text}`),
    ...(difference && current ? ['', 'Against what is in force:', ...difference.words.map((line) => `  ${line}`)] : []),
    '',
  ].join('\n');
}

function headline({ patientId, zone, fromAt, toAt, readings, alerts, alertsPerWeek }: BacktestReport): string {
  const days = `${localDate(zone, fromAt)} to ${localDate(zone, toAt - 1)} (${zone})`;
  return `${patientId}, ${days}: readings judged ${readings}, alerts ${alerts.length}, a week ${alertsPerWeek.toFixed(1)}.`;
}

function fileLines({ lines, duplicates, ignored, badLines, bad, observations }: ReadingFile): string[] {
  const more = badLines - bad.length;
  return [
    `Read ${lines} lines: ${observations.length} readings, ${duplicates} duplicates, ${ignored} left out, ${badLines} bad.`,
    ...bad.map(({ line, reason }) => `  line ${line}: ${reason}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

function alertLines(alert: WouldBeAlert, zone: string): string[] {
  const when = (at: number) => clockTime(zone, at, 0);
  const end =
    alert.clearedAt === null
      ? 'the condition did not clear'
      : `cleared ${when(alert.clearedAt)}, after ${howLong(alert.clearedAt - alert.openedAt)}`;
  return [
    `${when(alert.openedAt)}  ${alert.severity}  ${alert.reason}`,
    `    ${end}; ${alert.outcome.replaceAll('-', ' ')}; reached ${alert.levels.map(({ level }) => levelNames[level]).join(', ')}`,
    ...alert.told.map(({ at, to, channel, purpose }) => `    ${when(at)}  ${to.name} by ${channel}: ${purpose}`),
    ...(alert.toldAgain > 0 ? [`    and ${alert.toldAgain} more messages, because nobody answered`] : []),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)];
}
