import { careHome, dischargeHome, endOfLife, frequentCaller, homeIv } from './care-settings.ts';
import { dementia, everyone, falls, isolation } from './daily-life.ts';
import { copd, diabetes, goals, heartFailure, virtualWard } from './long-term-conditions.ts';
import type { Pack } from './pack.ts';

/** Every pack, by id. */
export const packs: ReadonlyMap<string, Pack> = new Map(
  [
    everyone,
    dementia,
    falls,
    isolation,
    virtualWard,
    heartFailure,
    copd,
    diabetes,
    goals,
    dischargeHome,
    endOfLife,
    homeIv,
    careHome,
    frequentCaller,
  ].map((pack) => [pack.id, pack]),
);
