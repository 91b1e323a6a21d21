'use client';

import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { ConfirmPublish } from '@/app/_ui/confirm-publish';
import { noticeDone, noticeProblem } from '@/app/_ui/notices';
import { counted } from '../../schedule/schedule-words';
import { type Plan, planState } from '../rollouts-words';

/** What a lead can do with a plan: publish a proposal, or withdraw it. */
export function PlanDecision({ program, plan }: { program: string; plan: Plan }) {
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
  if (state === 'withdrawn' || state === 'done') return null;
  const rollouts = counted(plan.configurations * plan.request.rollouts, 'rollout');
  return (
    <Group gap="xs">
      <Button variant="default" onClick={() => setAsking('withdraw')}>
        Withdraw
      </Button>
      {state === 'proposed' && <Button onClick={() => setAsking('publish')}>Publish</Button>}
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
          state === 'proposed'
            ? ['It stays in the list, and cannot be published any more.']
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
