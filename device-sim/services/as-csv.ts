import type { ServiceInput } from '../../gateway/contract/services.ts';

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** Services as a council's file has them (docs/services.md). */
export function servicesAsCsv(services: readonly ServiceInput[]): string {
  const columns: Readonly<Record<string, (one: ServiceInput) => string | number | null>> = {
    sourceId: (one) => one.sourceId,
    name: (one) => one.name,
    organisation: (one) => one.organisation,
    description: (one) => one.description,
    needs: (one) => one.needs.join('; '),
    words: (one) => one.words.join('; '),
    areas: (one) => one.areas.join('; '),
    district: (one) => one.district,
    address: (one) => one.address,
    minAge: (one) => one.minAge,
    maxAge: (one) => one.maxAge,
    eligibility: (one) => one.eligibility,
    opening: (one) => (one.opening ?? []).flatMap(({ days, from, to }) => days.map((day) => `${day} ${from}-${to}`)).join('; '),
    cost: (one) => one.cost,
    phone: (one) => one.phone,
    referral: (one) => one.referral,
    asks: (one) => one.asks.map(({ label, required }) => (required ? `${label}*` : label)).join('; '),
    capacity: (one) => one.capacity,
  };
  const lines = services.map((one) =>
    Object.values(columns)
      .map((cell) => quoted(String(cell(one) ?? '')))
      .join(','),
  );
  return [Object.keys(columns).join(','), ...lines].join('\n');
}
