import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { patientImportLine, patientImportReport } from '../../../gateway/contract/patient-imports.ts';
import { request } from './request.ts';

const keys = { all: ['patient-imports'], one: (id: string) => ['patient-imports', id] } as const;
const pathOf = (id: string) => `/api/patient-imports/${encodeURIComponent(id)}`;

/** How often somebody who watches a file being taken in sees how far it is. */
const whileUnderWayMs = 2_000;

/** What was refused of a file, as a file. */
export const refusedPathOf = (id: string) => `${pathOf(id)}/refused`;

export function usePatientImports() {
  return useQuery({
    queryKey: keys.all,
    queryFn: ({ signal }) => request(z.array(patientImportLine), '/api/patient-imports', { signal }),
    refetchInterval: ({ state }) => (state.data?.some(({ underWay }) => underWay) ? whileUnderWayMs : false),
  });
}

export function usePatientImport(id: string) {
  return useQuery({
    queryKey: keys.one(id),
    queryFn: ({ signal }) => request(patientImportReport, pathOf(id), { signal }),
    refetchInterval: ({ state }) => (state.data?.underWay ? whileUnderWayMs : false),
  });
}

/** Sends a file; answers when all of it is checked or taken in. Throws ApiProblem. */
export function usePatientImportSending() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ file, checkOnly }: { file: File; checkOnly: boolean }) => {
      const query = new URLSearchParams({ fileName: file.name.slice(0, 200), checkOnly: String(checkOnly) });
      return request(patientImportReport, `/api/patient-imports?${query}`, { file });
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.all }),
  });
}
