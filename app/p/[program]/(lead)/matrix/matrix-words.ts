import type { RouterOutput } from '@/app/_trpc/client';

export type Matrix = RouterOutput['matrix']['show'];
export type Factors = Matrix['factors'];
export type StartTemplates = Matrix['startTemplates'];

const count = (n: number) => n.toLocaleString('en');

/** The matrix in a sentence. */
export function answerOf({
  configurations,
  withDemonstrations,
  withRollouts,
  excluded,
  retired,
}: Matrix['counts']): string {
  const left = [
    excluded > 0 ? `${count(excluded)} excluded` : '',
    retired > 0 ? `${count(retired)} with a retired level` : '',
  ].filter(Boolean);
  const evidence =
    withDemonstrations + withRollouts === 0
      ? 'nothing is recorded in them yet'
      : `${count(withDemonstrations)} have demonstrations, ${count(withRollouts)} have rollouts`;
  return `${count(configurations)} configurations; ${evidence}${left.length ? `; ${left.join(', ')}` : ''}.`;
}

/** The levels of a configuration or of a part of one, in words: "pour · mug · kitchen". */
export function levelWords(factors: Factors, levelIds: readonly number[]): string {
  const names = new Map(factors.flatMap((factor) => factor.levels.map((level) => [level.id, level.name] as const)));
  return levelIds.map((id) => names.get(id) ?? 'unknown').join(' · ');
}
