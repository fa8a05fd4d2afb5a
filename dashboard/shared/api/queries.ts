import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { agreementHistory } from '../../../gateway/contract/agreements.ts';
import { type AlertCommandRequest, type AlertDetail, alertDetail, alertSummary } from '../../../gateway/contract/alerts.ts';
import { explanation } from '../../../gateway/contract/explanations.ts';
import { patientDetail, patientSummary } from '../../../gateway/contract/people.ts';
import { ApiProblem } from './problem.ts';
import { request, send } from './request.ts';
import { colleague, conflict, task } from './shapes.ts';

/** Names of what is kept, so that whoever changes something can say what is out of date. */
export const keys = {
  alert: (id: string) => ['alert', id],
  patientAlerts: (id: string) => ['patient', id, 'alerts'],
  patient: (id: string) => ['patient', id, 'detail'],
  tasks: ['tasks'],
} as const;

/** Why an agreement raised no alert at an instant. */
export function useExplanation({ patientId, scenarioId, at }: { patientId: string; scenarioId: string; at: string }) {
  const query = new URLSearchParams({ scenario: scenarioId, at });
  return useQuery({
    queryKey: ['patient', patientId, 'explain', scenarioId, at],
    queryFn: ({ signal }) => request(explanation, `/api/patients/${encodeURIComponent(patientId)}/explain?${query}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

export function useAlert(id: string) {
  return useQuery({
    queryKey: keys.alert(id),
    queryFn: ({ signal }) => request(alertDetail, `/api/alerts/${encodeURIComponent(id)}`, { signal }),
  });
}

/** What became of a command. `overtaken`: somebody was faster and nothing was done. `alert` is how it stands now. */
export interface CommandAnswer {
  readonly result: 'done' | 'overtaken';
  readonly alert: AlertDetail;
}

/** Acts on an alert. Throws ApiProblem when the gateway refuses for any reason other than another version being in force. */
export function useAlertCommand() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ alertId, command }: { alertId: string; command: AlertCommandRequest }) => sendCommand(alertId, command),
    onSuccess: ({ alert }) => client.setQueryData(keys.alert(alert.id), alert),
  });
}

async function sendCommand(alertId: string, command: AlertCommandRequest): Promise<CommandAnswer> {
  try {
    const alert = await request(alertDetail, `/api/alerts/${encodeURIComponent(alertId)}/commands`, { body: command });
    return { result: 'done', alert };
  } catch (error) {
    const overtaken = error instanceof ApiProblem && error.status === 409 ? conflict.safeParse(error.body) : null;
    if (!overtaken?.success) throw error;
    return { result: 'overtaken', alert: overtaken.data.alert };
  }
}

/** At most `limit` patients whose name or number fits. */
export function usePatients(search: string, limit: number) {
  return useQuery({
    queryKey: ['patients', search, limit],
    queryFn: ({ signal }) =>
      request(z.array(patientSummary), `/api/patients?${new URLSearchParams({ q: search, limit: String(limit) })}`, { signal }),
    placeholderData: (previous) => previous,
    refetchInterval: 30_000,
  });
}

export function usePatient(id: string) {
  return useQuery({
    queryKey: keys.patient(id),
    queryFn: ({ signal }) => request(patientDetail, `/api/patients/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: 30_000,
  });
}

/** Versions of one agreement and what was done to it. */
export function useAgreementHistory(patientId: string, scenarioId: string) {
  const path = `/api/patients/${encodeURIComponent(patientId)}/scenarios/${encodeURIComponent(scenarioId)}/versions`;
  return useQuery({
    queryKey: [...keys.patient(patientId), 'agreement', scenarioId],
    queryFn: ({ signal }) => request(agreementHistory, path, { signal }),
  });
}

export function usePatientAlerts(id: string) {
  return useQuery({
    queryKey: keys.patientAlerts(id),
    queryFn: ({ signal }) => request(z.array(alertSummary), `/api/patients/${encodeURIComponent(id)}/alerts`, { signal }),
  });
}

export function useColleagues(enabled: boolean) {
  return useQuery({ queryKey: ['users'], queryFn: ({ signal }) => request(z.array(colleague), '/api/users', { signal }), enabled });
}

/** Tasks that are open; with `doneToo` also those that were done. */
export function useTasks(doneToo = false, enabled = true) {
  return useQuery({
    enabled,
    queryKey: [...keys.tasks, doneToo],
    queryFn: ({ signal }) => request(z.array(task), `/api/tasks${doneToo ? '?done=true' : ''}`, { signal }),
    placeholderData: (previous) => previous,
    refetchInterval: 15_000,
  });
}

/** Takes a task on. */
export function useTaskOwner() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send(`/api/tasks/${encodeURIComponent(id)}/owner`),
    onSettled: () => client.invalidateQueries({ queryKey: keys.tasks }),
  });
}

export function useTaskDone() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send(`/api/tasks/${encodeURIComponent(id)}/done`),
    onSettled: () => client.invalidateQueries({ queryKey: keys.tasks }),
  });
}
