import type { EvidenceTerms } from '@/server/core/program/schema';
import type { ProgramContext } from '../context';
import { changeSettings } from '../programs/change-settings';

/** Sets what the evidence is held against: minimum worth, budget, target, and what work takes. Fields left out stay. */
export function setTerms(ctx: ProgramContext, terms: EvidenceTerms): Promise<void> {
  return changeSettings(ctx, terms, 'evaluations.terms');
}
