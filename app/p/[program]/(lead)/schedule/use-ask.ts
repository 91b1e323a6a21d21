'use client';

import { useState } from 'react';
import { DEFAULT_STRATEGY, type Limits, type ProposeInput, type StrategyName } from '@/server/core/schedule/schema';

export interface ScarceLevel {
  factor: string;
  level: string;
  maximum: number;
}

/** What a lead has typed. Money is in major units, as typed; empty fields are null. */
export interface Ask {
  demonstrations: number;
  strategy: StrategyName;
  /** Percent that novelty counts for in the hybrid strategy; disagreement has the rest. */
  noveltyPercent: number;
  blockSize: number;
  seed: string;
  upTo: boolean;
  carryOver: boolean;
  money: number | null;
  /** Money for setting up one configuration. */
  moneyPerSetup: number;
  hours: number | null;
  minutesEach: number;
  minutesPerSetup: number;
  minPerConfiguration: number;
  maxPerConfiguration: number | null;
  scarce: ScarceLevel[];
  staleReason: string | null;
  bootstrapReason: string | null;
}

/** The state of the form, beginning with a batch as large as the last one, or of twelve blocks before the first. */
export function useAsk(blockSize: number, lastBatch: number | undefined) {
  const [ask, setAsk] = useState<Ask>({
    demonstrations: lastBatch ?? blockSize * 12,
    strategy: DEFAULT_STRATEGY,
    noveltyPercent: 50,
    blockSize,
    seed: '',
    upTo: false,
    carryOver: false,
    money: null,
    moneyPerSetup: 0,
    hours: null,
    minutesEach: 2,
    minutesPerSetup: 0,
    minPerConfiguration: 1,
    maxPerConfiguration: null,
    scarce: [],
    staleReason: null,
    bootstrapReason: null,
  });
  return { ask, change: (part: Partial<Ask>) => setAsk((before) => ({ ...before, ...part })) };
}

interface Cost {
  perDemonstrationMinor: number;
  minorPerMajor: number;
}

/** The limits as typed; money becomes minor units at the program's cost of a demonstration, minutes become hours. */
export function limitsOf(ask: Ask, cost: Cost): Limits {
  return {
    minPerConfiguration: ask.minPerConfiguration,
    maxPerConfiguration: ask.maxPerConfiguration,
    money:
      ask.money === null
        ? null
        : {
            limit: Math.round(ask.money * cost.minorPerMajor),
            perDemonstration: cost.perDemonstrationMinor,
            perSetup: Math.round(ask.moneyPerSetup * cost.minorPerMajor),
          },
    hours:
      ask.hours === null
        ? null
        : { limit: ask.hours, perDemonstration: ask.minutesEach / 60, perSetup: ask.minutesPerSetup / 60 },
    scarce: ask.scarce,
  };
}

/** What the form asks the server for. */
export function inputOf(ask: Ask, cost: Cost): ProposeInput {
  return {
    demonstrations: ask.demonstrations,
    strategy: ask.strategy,
    hybrid:
      ask.strategy === 'hybrid' ? { disagreement: 100 - ask.noveltyPercent, novelty: ask.noveltyPercent } : undefined,
    blockSize: ask.blockSize,
    seed: ask.seed || undefined,
    fill: ask.upTo ? 'upTo' : 'exact',
    carryOver: ask.carryOver,
    override: ask.staleReason ?? undefined,
    bootstrapOverride: ask.bootstrapReason ?? undefined,
    limits: limitsOf(ask, cost),
  };
}
