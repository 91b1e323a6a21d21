import { standingCaps } from '@/server/core/schedule/default-caps';
import type { Caps } from '@/server/core/schedule/schema';
import { FACTORS } from './world/design';

/** The caps of a program of the lab that its lead has not changed. */
export const LAB_CAPS = standingCaps(FACTORS, []);

/** No caps at all, to show what they cost. */
export const NO_CAPS: Caps = { perFactor: {}, perConfiguration: null };
