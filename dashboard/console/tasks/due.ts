import type { Task } from '../../shared/api/shapes.ts';

/** By when a task is to be done; null: it has no such time. What also has a beginning is a time in which something matters. */
export const dueAtOf = ({ fromAt, untilAt }: Pick<Task, 'fromAt' | 'untilAt'>): number | null =>
  untilAt === null || fromAt !== null ? null : Date.parse(untilAt);

/** Not done, though its time is over. */
export function isOverdue(task: Pick<Task, 'fromAt' | 'untilAt' | 'doneAt'>, now: number): boolean {
  const dueAt = dueAtOf(task);
  return task.doneAt === null && dueAt !== null && dueAt <= now;
}
