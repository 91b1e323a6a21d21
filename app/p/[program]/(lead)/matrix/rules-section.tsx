'use client';

import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { noticeProblem, noticeWithUndo } from '@/app/_ui/notices';
import { Section } from '@/app/_ui/page-head';
import { type Factors, levelWords, type Matrix } from './matrix-words';
import { RuleDialog, type RuleKind } from './rule-dialog';

interface Rule {
  id: number;
  kind: RuleKind;
  levelIds: number[];
  reason: string;
}

/** Combinations that do not exist and combinations that are not safe, each with its reason. */
export function RulesSection({ program, matrix, leads }: { program: string; matrix: Matrix; leads: boolean }) {
  const trpc = useTRPC();
  const [adding, setAdding] = useState<RuleKind | null>(null);
  const onError = (error: { message: string }) => noticeProblem(error.message);
  const lift = useMutation(trpc.matrix.liftSafetyRule.mutationOptions({ onError }));
  const liftExclusion = useMutation(trpc.matrix.liftExclusion.mutationOptions({ onError }));
  const forbid = useMutation(trpc.matrix.addSafetyRule.mutationOptions({ onError }));
  const exclude = useMutation(trpc.matrix.exclude.mutationOptions({ onError }));
  const rules: Rule[] = [
    ...matrix.safetyRules.map((rule) => ({ ...rule, kind: 'safety' as const })),
    ...matrix.exclusions.map((rule) => ({ ...rule, kind: 'exclusion' as const })),
  ];
  const remove = ({ id, kind, levelIds, reason }: Rule) => {
    const again = { program, levels: patternOf(matrix.factors, levelIds), reason };
    if (kind === 'safety') {
      const onSuccess = () => noticeWithUndo('The safety rule is lifted.', () => forbid.mutate(again));
      lift.mutate({ program, ruleId: id }, { onSuccess });
    } else {
      const onSuccess = () => noticeWithUndo('The combination is back in the matrix.', () => exclude.mutate(again));
      liftExclusion.mutate({ program, exclusionId: id }, { onSuccess });
    }
  };
  return (
    <Section
      title="Never scheduled"
      aside={
        leads && (
          <>
            <Button size="xs" variant="default" mr="xs" onClick={() => setAdding('safety')}>
              Add a safety rule
            </Button>
            <Button size="xs" variant="default" onClick={() => setAdding('exclusion')}>
              Exclude a combination
            </Button>
          </>
        )
      }
    >
      <DataTable
        caption="Safety rules and exclusions"
        rows={rules}
        rowKey={(rule) => `${rule.kind} ${rule.id}`}
        columns={[
          { key: 'what', head: 'Levels', cell: (rule) => levelWords(matrix.factors, rule.levelIds) },
          { key: 'kind', head: 'Kind', cell: (rule) => (rule.kind === 'safety' ? 'safety rule' : 'does not exist') },
          { key: 'why', head: 'Reason', cell: (rule) => rule.reason },
          {
            key: 'lift',
            head: 'Lift',
            quiet: true,
            width: 100,
            cell: (rule) =>
              leads && (
                <Button size="compact-xs" variant="subtle" onClick={() => remove(rule)}>
                  {rule.kind === 'safety' ? 'Lift' : 'Put back'}
                </Button>
              ),
          },
        ]}
        empty={
          <EmptyState title="Safety rules and exclusions appear here.">
            A safety rule keeps a level or a pair of levels out of every schedule; an exclusion takes a combination that
            does not exist out of the matrix.
          </EmptyState>
        }
      />
      {adding && (
        <RuleDialog program={program} kind={adding} factors={matrix.factors} onClose={() => setAdding(null)} />
      )}
    </Section>
  );
}

/** Level names by factor key, as rules are asked for. */
function patternOf(factors: Factors, levelIds: readonly number[]): Record<string, string> {
  return Object.fromEntries(
    factors.flatMap((factor) => {
      const level = factor.levels.find((each) => levelIds.includes(each.id));
      return level ? [[factor.key, level.name]] : [];
    }),
  );
}
