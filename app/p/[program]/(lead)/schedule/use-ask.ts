'use client';

import { useState } from 'react';
import type { ProposeInput, StrategyName } from '@/server/core/schedule/schema';

export interface ScarceLevel {
  factor: string;
  level: string;
  maximum: number;
}

/** What a lead has typed. Money is in major units, as typed; empty fields are null. */
export interface Ask {
  demonstrations: number;
  strategy: StrategyName;
  blockSize: number;
  seed: string;
  upTo: boolean;
  carryOver: boolean;
  money: number | null;
  hours: number | null;
  minutesEach: number;
  maxPerConfiguration: number | null;
  scarce: ScarceLevel[];
  staleReason: string | null;
  bootstrapReason: string | null;
}

/** The state of the form, beginning with a batch as large as the last one, or of twelve blocks before the first. */
export function useAsk(blockSize: number, lastBatch: number | undefined) {
  const [ask, setAsk] = useState<Ask>({
    demonstrations: lastBatch ?? blockSize * 12,
    strategy: 'dpp',
    blockSize,
    seed: '',
    upTo: false,
    carryOver: false,
    money: null,
    hours: null,
    minutesEach: 2,
    maxPerConfiguration: null,
    scarce: [],
    staleReason: null,
    bootstrapReason: null,
  });
  return { ask, change: (part: Partial<Ask>) => setAsk((before) => ({ ...before, ...part })) };
}

/** What the form asks the server for; money becomes minor units at the program's cost of a demonstration. */
export function inputOf(ask: Ask, cost: { perDemonstrationMinor: number; minorPerMajor: number }): ProposeInput {
  return {
    demonstrations: ask.demonstrations,
    strategy: ask.strategy,
    blockSize: ask.blockSize,
    seed: ask.seed || undefined,
    fill: ask.upTo ? 'upTo' : 'exact',
    carryOver: ask.carryOver,
    override: ask.staleReason ?? undefined,
    bootstrapOverride: ask.bootstrapReason ?? undefined,
    limits: {
      minPerConfiguration: 1,
      maxPerConfiguration: ask.maxPerConfiguration,
      money:
        ask.money === null
          ? null
          : {
              limit: Math.round(ask.money * cost.minorPerMajor),
              perDemonstration: cost.perDemonstrationMinor,
              perSetup: 0,
            },
      hours: ask.hours === null ? null : { limit: ask.hours, perDemonstration: ask.minutesEach / 60, perSetup: 0 },
      scarce: ask.scarce,
    },
  };
}
