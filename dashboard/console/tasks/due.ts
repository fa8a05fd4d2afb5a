import type { Task } from '../../shared/api/shapes.ts';

/** By when a task is to be done; null: it has no such time. A gap and a pause have an end, by which nothing has to be done. */
export const dueAtOf = ({ kind, fromAt, untilAt }: Pick<Task, 'kind' | 'fromAt' | 'untilAt'>): number | null =>
  untilAt === null || fromAt !== null || kind === 'pause-by-person' ? null : Date.parse(untilAt);

/** Not done, though its time is over. */
export function isOverdue(task: Pick<Task, 'kind' | 'fromAt' | 'untilAt' | 'doneAt'>, now: number): boolean {
  const dueAt = dueAtOf(task);
  return task.doneAt === null && dueAt !== null && dueAt <= now;
}
