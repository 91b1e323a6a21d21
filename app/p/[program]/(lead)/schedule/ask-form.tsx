'use client';

import { Button, Checkbox, Collapse, NumberInput, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { Caution } from '@/app/_ui/caution';
import { money } from '@/app/_ui/figure';
import { Problem } from '@/app/_ui/problem';
import { strategies } from '@/server/core/acquisition/strategies';
import { StrategyName } from '@/server/core/schedule/schema';
import { FeasibilityDialog } from './feasibility-dialog';
import { LimitFields } from './limit-fields';
import { ReasonDialog } from './reason-dialog';
import classes from './schedule.module.css';
import { bootstrapSentence, heldBackSentences } from './schedule-words';
import { inputOf, limitsOf, useAsk } from './use-ask';

const STRATEGIES = StrategyName.options.map((value) => ({ value, label: strategies[value].title }));

/** Asks for a batch; whether it fits under the caps is judged while one types. */
export function AskForm({ program, lastBatch }: { program: string; lastBatch: number | undefined }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { data: about } = useSuspenseQuery(trpc.programs.show.queryOptions({ program }));
  const { ask, change } = useAsk(about.blockSize, lastBatch);
  const [limitsShown, setLimitsShown] = useState(false);
  const [dialog, setDialog] = useState<'feasibility' | 'stale' | 'bootstrap' | null>(null);
  const minorPerMajor =
    10 **
    (new Intl.NumberFormat('en', { style: 'currency', currency: about.currency }).resolvedOptions()
      .maximumFractionDigits ?? 2);
  const cost = { perDemonstrationMinor: about.cost.perDemonstrationMinor, minorPerMajor };
  const [settled] = useDebouncedValue(ask, 300);
  const asked = { demonstrations: settled.demonstrations, limits: limitsOf(settled, cost) };
  const { data: check, error: checkError } = useQuery(
    trpc.schedules.check.queryOptions({ program, ...asked }, { placeholderData: keepPreviousData }),
  );
  const { data: suggested } = useQuery(trpc.schedules.suggest.queryOptions({ program }));
  const propose = useMutation(
    trpc.schedules.propose.mutationOptions({
      onSuccess: ({ scheduleId }) => router.push(`/p/${program}/schedule/${scheduleId}`),
      // Asked before the check had answered: its way out is the same.
      onError: (error) => error.data?.fault === 'infeasible' && setDialog('feasibility'),
    }),
  );
  const entry = strategies[ask.strategy];
  const send = (staleReason = ask.staleReason) =>
    propose.mutate({
      program,
      ...inputOf({ ...ask, staleReason }, cost),
    });
  const submit = () => {
    if (check && !check.feasible && !ask.upTo) return setDialog('feasibility');
    if (check?.stale && !ask.staleReason) return setDialog('stale');
    send();
  };
  const bootstrap = check?.bootstrap && { ...check.bootstrap, override: ask.bootstrapReason };
  return (
    <form
      className={classes.ask}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={classes.fields}>
        <NumberInput
          className={classes.number}
          label="Demonstrations"
          value={ask.demonstrations}
          onChange={(value) => change({ demonstrations: Math.max(1, Math.min(5000, Number(value) || 1)) })}
          min={1}
          max={5000}
          step={ask.blockSize}
          allowDecimal={false}
          error={check && !check.feasible && !ask.upTo ? 'Does not fit under the caps and limits' : undefined}
        />
        <Select
          className={classes.strategy}
          label="Strategy"
          description={entry.description}
          inputWrapperOrder={['label', 'input', 'description']}
          data={STRATEGIES}
          value={ask.strategy}
          onChange={(value) => value && change({ strategy: StrategyName.parse(value) })}
          allowDeselect={false}
        />
        {ask.strategy === 'hybrid' && (
          <NumberInput
            className={classes.number}
            label="Novelty counts, %"
            description={`Disagreement counts ${100 - ask.noveltyPercent} %`}
            inputWrapperOrder={['label', 'input', 'description']}
            value={ask.noveltyPercent}
            onChange={(value) => change({ noveltyPercent: Math.max(0, Math.min(100, Number(value) || 0)) })}
            min={0}
            max={100}
            step={10}
            allowDecimal={false}
          />
        )}
      </div>
      {suggested && (
        <p className={classes.quiet}>
          {suggested.sentence}{' '}
          {suggested.demonstrations !== null && suggested.demonstrations !== ask.demonstrations && (
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => change({ demonstrations: suggested.demonstrations ?? ask.demonstrations })}
            >
              Ask for {suggested.demonstrations.toLocaleString('en')}
            </Button>
          )}
        </p>
      )}
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-expanded={limitsShown}
          onClick={() => setLimitsShown(!limitsShown)}
        >
          {limitsShown ? 'Fold limits away' : 'Block size, seed and limits'}
        </Button>
        <Collapse expanded={limitsShown}>
          <LimitFields ask={ask} change={change} factors={about.factors} currency={about.currency} cost={about.cost} />
        </Collapse>
      </div>
      {check && !check.feasible && (
        <Caution
          action={
            <Button size="compact-sm" variant="default" onClick={() => setDialog('feasibility')}>
              What fits?
            </Button>
          }
        >
          {check.sentence}
        </Caution>
      )}
      {bootstrap && entry.kind === 'scored' && (
        <Caution
          action={
            !ask.bootstrapReason && check.scored ? (
              <Button size="compact-sm" variant="default" onClick={() => setDialog('bootstrap')}>
                Use it all the same
              </Button>
            ) : undefined
          }
        >
          {bootstrapSentence(bootstrap)}
        </Caution>
      )}
      {check && !check.scored && entry.kind === 'scored' && !bootstrap && (
        <Caution>Nothing is scored yet, so the batch is chosen by coverage.</Caution>
      )}
      {check?.stale && <Caution>{check.stale} Asking needs a written reason.</Caution>}
      {check && check.undone.demonstrations > 0 && (
        <Checkbox
          label={`Take over ${check.undone.demonstrations} demonstrations that the last round left undone, as pins`}
          description={
            check.undone.notSchedulable > 0
              ? `${check.undone.notSchedulable} more may not be scheduled now: excluded, held or unsafe.`
              : undefined
          }
          checked={ask.carryOver}
          onChange={(event) => change({ carryOver: event.currentTarget.checked })}
        />
      )}
      <div className={classes.verdict}>
        <Button type="submit" loading={propose.isPending}>
          Propose {ask.demonstrations.toLocaleString('en')} demonstrations
        </Button>
        {check?.feasible && (
          <span className={classes.quiet} role="status">
            Fits under the caps and limits
            {check.costMinor === null ? '' : `, ${money(check.costMinor, about.currency)} with the round`}.{' '}
            {heldBackSentences(check.heldBack).join(' ')}
          </span>
        )}
      </div>
      {checkError && <Problem what={checkError.message} />}
      {propose.error && (
        <Problem what={propose.error.message} kept="Nothing was stored; what you typed is still here." />
      )}
      {check?.certificate && (
        <FeasibilityDialog
          program={program}
          opened={dialog === 'feasibility'}
          certificate={check.certificate}
          sentence={check.sentence}
          factors={about.factors}
          onClose={() => setDialog(null)}
          onSize={(size) => change({ demonstrations: size })}
        />
      )}
      <ReasonDialog
        opened={dialog === 'stale'}
        title="Schedule from stale scores?"
        sentence={check?.stale ?? ''}
        confirmLabel="Propose all the same"
        onClose={() => setDialog(null)}
        onReason={(staleReason) => {
          change({ staleReason });
          send(staleReason);
        }}
      />
      <ReasonDialog
        opened={dialog === 'bootstrap'}
        title="Use disagreement below the bootstrap size?"
        sentence={bootstrapSentence(bootstrap ?? null) ?? ''}
        confirmLabel="Use disagreement"
        onClose={() => setDialog(null)}
        onReason={(bootstrapReason) => change({ bootstrapReason })}
      />
    </form>
  );
}
