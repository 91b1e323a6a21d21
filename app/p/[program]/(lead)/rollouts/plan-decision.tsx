'use client';

import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { ConfirmPublish } from '@/app/_ui/confirm-publish';
import { noticeDone, noticeProblem } from '@/app/_ui/notices';
import { counted } from '../schedule/schedule-words';
import { type Plan, planState } from './rollouts-words';

/** What a lead can do with a plan: publish a draft, or withdraw it. `small` in a row of a table. */
export function PlanDecision({ program, plan, small = false }: { program: string; plan: Plan; small?: boolean }) {
  const trpc = useTRPC();
  const [asking, setAsking] = useState<'publish' | 'withdraw' | null>(null);
  const answers = {
    onError: (error: { message: string }) => noticeProblem(error.message),
    onSettled: () => setAsking(null),
  };
  const publish = useMutation(
    trpc.rollouts.publishPlan.mutationOptions({
      ...answers,
      onSuccess: ({ assignments }) => noticeDone(`${counted(assignments, 'assignment')} are on Today.`),
    }),
  );
  const withdraw = useMutation(
    trpc.rollouts.withdrawPlan.mutationOptions({ ...answers, onSuccess: () => noticeDone('The plan is withdrawn.') }),
  );
  const state = planState(plan);
  if (state !== 'draft' && state !== 'published') return null;
  const size = small ? 'compact-xs' : 'sm';
  const rollouts = counted(plan.configurations * plan.request.rollouts, 'rollout');
  return (
    <Group gap="xs" wrap="nowrap">
      <Button variant="default" size={size} onClick={() => setAsking('withdraw')}>
        Withdraw
      </Button>
      {state === 'draft' && (
        <Button size={size} onClick={() => setAsking('publish')}>
          Publish
        </Button>
      )}
      <ConfirmPublish
        opened={asking === 'publish'}
        title={`Publish ${rollouts} of ${plan.checkpointName}?`}
        consequences={[
          'Operators see them on Today before any demonstration, and let the policy drive.',
          'Failures count: a rollout shows what the policy does.',
          'Imported rollouts are matched with them, and scoring uses them.',
        ]}
        confirmLabel="Publish"
        pending={publish.isPending}
        onConfirm={() => publish.mutate({ program, probePlanId: plan.id })}
        onClose={() => setAsking(null)}
      />
      <ConfirmPublish
        opened={asking === 'withdraw'}
        title="Withdraw this plan?"
        consequences={
          state === 'draft'
            ? ['It cannot be published any more. Its seed draws the same again.']
            : ['Operators lose what they have claimed of it.', 'What was driven stays, and scoring uses it.']
        }
        confirmLabel="Withdraw"
        pending={withdraw.isPending}
        onConfirm={() => withdraw.mutate({ program, probePlanId: plan.id })}
        onClose={() => setAsking(null)}
      />
    </Group>
  );
}
