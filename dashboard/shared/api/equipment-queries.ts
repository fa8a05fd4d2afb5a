import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { deviceHealthView } from '../../../gateway/contract/device-health.ts';
import { type EquipmentOrder, equipmentOrder } from '../../../gateway/contract/loans.ts';
import { request, send } from './request.ts';

const keys = { health: ['device-health'], orders: ['equipment-orders'], kit: ['silent-kit'], tasks: ['tasks'] } as const;

/** How the devices are whose readings say something about this patient. */
export function useDeviceHealth(patientId: string) {
  return useQuery({
    queryKey: [...keys.health, patientId],
    queryFn: ({ signal }) => request(z.array(deviceHealthView), `/api/patients/${encodeURIComponent(patientId)}/device-health`, { signal }),
    refetchInterval: 60_000,
  });
}

/** Somebody has tried a device. It may end its fault, and its task. */
export function useDeviceTest() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ deviceId, ...test }: { deviceId: string; worked: boolean; note: string }) =>
      send(`/api/devices/${encodeURIComponent(deviceId)}/tests`, test),
    onSettled: () =>
      Promise.all([keys.health, keys.kit, keys.tasks].map((queryKey) => client.invalidateQueries({ queryKey: [...queryKey] }))),
  });
}

/** Orders of one person or of everybody; `all`: also those of which nothing is with anybody any more. */
export function useEquipmentOrders(query: { patientId: string | null; all: boolean }) {
  const parameters = new URLSearchParams({ all: String(query.all) });
  if (query.patientId !== null) parameters.set('patientId', query.patientId);
  return useQuery({
    queryKey: [...keys.orders, query.patientId, query.all],
    queryFn: ({ signal }) => request(z.array(equipmentOrder), `/api/equipment-orders?${parameters}`, { signal }),
    placeholderData: (previous) => previous,
    refetchInterval: 30_000,
  });
}

type Item = EquipmentOrder['items'][number];

export function useEquipmentStep() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ itemId, ...done }: { itemId: string; step: Item['steps'][number]; note: string }) =>
      send(`/api/equipment-items/${encodeURIComponent(itemId)}/steps`, done),
    onSettled: () => client.invalidateQueries({ queryKey: keys.orders }),
  });
}

export interface NewOrder {
  readonly patientId: string;
  readonly urgency: EquipmentOrder['urgency'];
  readonly note: string;
  readonly items: readonly { readonly name: string; readonly serviceMonths: number | null }[];
}

export function useEquipmentOrder() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: NewOrder) => send('/api/equipment-orders', order),
    onSettled: () => client.invalidateQueries({ queryKey: keys.orders }),
  });
}
