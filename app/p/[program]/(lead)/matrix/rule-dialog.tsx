'use client';

import { Button, Modal, Select, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { noticeDone, noticeProblem, noticeWithUndo } from '@/app/_ui/notices';
import { Problem } from '@/app/_ui/problem';
import { useChecked } from '@/app/_ui/use-checked';
import { ExclusionInput, SafetyRuleInput } from '@/server/core/matrix/schema';
import classes from './matrix.module.css';
import type { Factors } from './matrix-words';

export type RuleKind = 'safety' | 'exclusion';

/** Names levels that are never scheduled together (or at all), and why. */
export function RuleDialog({
  program,
  kind,
  factors,
  onClose,
}: {
  program: string;
  kind: RuleKind;
  factors: Factors;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const [levels, setLevels] = useState<Record<string, string>>({});
  const [reason, setReason] = useState('');
  const onUndoError = (error: { message: string }) => noticeProblem(error.message);
  const liftRule = useMutation(trpc.matrix.liftSafetyRule.mutationOptions({ onError: onUndoError }));
  const liftExclusion = useMutation(trpc.matrix.liftExclusion.mutationOptions({ onError: onUndoError }));
  const forbid = useMutation(
    trpc.matrix.addSafetyRule.mutationOptions({
      onSuccess({ id }) {
        noticeWithUndo('The safety rule holds from now on.', () => liftRule.mutate({ program, ruleId: id }));
        onClose();
      },
    }),
  );
  const exclude = useMutation(
    trpc.matrix.exclude.mutationOptions({
      onSuccess({ id, removed }) {
        if (removed === 0) noticeDone('Excluded; other exclusions had removed these configurations before.');
        else {
          const words = `${removed.toLocaleString('en')} ${removed === 1 ? 'configuration is' : 'configurations are'} excluded.`;
          noticeWithUndo(words, () => liftExclusion.mutate({ program, exclusionId: id }));
        }
        onClose();
      },
    }),
  );
  const form = useChecked(kind === 'safety' ? SafetyRuleInput : ExclusionInput, { levels, reason });
  const refused = kind === 'safety' ? forbid : exclude;
  return (
    <Modal opened onClose={onClose} title={kind === 'safety' ? 'Add a safety rule' : 'Exclude a combination'}>
      <form
        className={classes.dialog}
        noValidate
        onSubmit={form.submit((input) => refused.mutate({ program, ...input }))}
      >
        <p className={classes.quiet}>
          {kind === 'safety'
            ? 'Name one level or a pair: nothing with them is scheduled, and open claims on them are refused.'
            : 'Name levels of two or more factors that do not exist together. What was recorded there stays.'}
        </p>
        {factors.map((factor) => (
          <Select
            key={factor.key}
            label={factor.name}
            placeholder="Any"
            data={factor.levels.map((level) => level.name)}
            value={levels[factor.key] ?? null}
            onChange={(name) => setLevels(withLevel(levels, factor.key, name))}
            searchable
            clearable
            limit={100}
          />
        ))}
        {form.issue('levels') && <p className={classes.error}>{form.issue('levels')}</p>}
        <Textarea
          label="Reason"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={form.issue('reason')}
          rows={2}
        />
        {refused.error && <Problem what={refused.error.message} kept="Nothing was changed." />}
        <Button type="submit" loading={refused.isPending}>
          {kind === 'safety' ? 'Add the rule' : 'Exclude'}
        </Button>
      </form>
    </Modal>
  );
}

function withLevel(levels: Record<string, string>, key: string, name: string | null): Record<string, string> {
  const { [key]: _, ...others } = levels;
  return name === null ? others : { ...others, [key]: name };
}
