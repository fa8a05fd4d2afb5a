import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/**
 * Where nothing of the public is: this machine, private networks, neighbours without a router (in clouds: the metadata of the machine),
 * groups, and the forms of IPv6 that carry an address of IPv4 inside. Of the special-purpose registries of IANA (RFC 6890 and its updates).
 */
const ownRanges = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
];

interface Range {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** `10.1.0.0/16` or `10.1.2.3` as its parts; null: it is neither. */
export function readRange(text: string): Range | null {
  const [, address = '', length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  if (isIP(address) === 0) return null;
  const [family, bits] = isIP(address) === 4 ? (['ipv4', 32] as const) : (['ipv6', 128] as const);
  const prefix = Number(length ?? bits);
  return prefix > bits ? null : { address, prefix, family };
}

function listOf(ranges: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const text of ranges) {
    const range = readRange(text);
    if (range === null) throw new Error(`${text} is no range of addresses`);
    list.addSubnet(range.address, range.prefix, range.family);
  }
  return (address) => list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}

const isOwn = listOf(ownRanges);

/** An address inside our own network, or that of the machine, to which nothing is to be sent. */
export class OwnNetworkError extends Error {
  constructor() {
    super('the address is inside our own network, and not among HEARTHLINE_WEBHOOK_NETWORKS');
  }
}

/** Whether an address may be connected to. */
export type MayReach = (address: string) => boolean;

/** Any address outside our own network, and those in `allowed` ranges. */
export function reachable(allowed: readonly string[]): MayReach {
  const isAllowed = listOf(allowed);
  return (address) => !isOwn(address) || isAllowed(address);
}

/** Finds the address of a name as it is connected to, so that it cannot be another one by then. Refuses with OwnNetworkError. */
export function guardedLookup(mayReach: MayReach): LookupFunction {
  return (hostname, options, callback) =>
    dnsLookup(hostname, { ...options, all: true }, (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => {
      if (error) return callback(error, '');
      const open = found.filter(({ address }) => mayReach(address));
      if (open[0] === undefined) return callback(new OwnNetworkError(), '');
      return options.all ? callback(null, open) : callback(null, open[0].address, open[0].family);
    });
}
