'use client';

import { Button, NativeSelect, Select } from '@mantine/core';
import type { FactorRule as Rule } from '@/server/core/recording/schema';
import classes from '../imports.module.css';
import { BinsEditor } from './bins-editor';
import type { DraftRule, Inspection } from './draft';
import { LevelTable } from './level-table';
import { binned, ruleFrom, sourceOf, sourcesOf, valuesOf } from './rule-source';

/** How the level of one factor is read off an episode. A guess is shown as one until it is confirmed or changed. */
export function FactorRule({
  factor,
  seen,
  draft,
  onChange,
  onColumn,
}: {
  factor: Inspection['factors'][number];
  seen: Inspection;
  draft: DraftRule;
  onChange: (draft: DraftRule) => void;
  onColumn: (name: string) => void;
}) {
  const { rule, guess } = draft;
  const decide = (to: Rule | null) => onChange({ rule: to, guess: null });
  const choose = (choice: string) => {
    if (choice.startsWith('column:')) onColumn(choice.slice('column:'.length));
    decide(ruleFrom(choice, seen, factor.levels));
  };
  return (
    <section className={classes.factor} aria-label={factor.name} data-guess={guess !== null || undefined}>
      <div className={classes.row}>
        <h3 className={classes.factorName}>{factor.name}</h3>
        <NativeSelect
          size="xs"
          aria-label={`${factor.name} is read from`}
          data={sourcesOf(seen)}
          value={sourceOf(rule)}
          onChange={(event) => choose(event.currentTarget.value)}
        />
        {guess !== null && (
          <Button size="compact-sm" variant="default" onClick={() => decide(rule)}>
            Confirm this guess
          </Button>
        )}
      </div>
      {guess !== null && <p className={classes.guess}>Guessed, not yet confirmed. {guess}</p>}
      {rule ? (
        <RuleBody rule={rule} factor={factor} seen={seen} onChange={decide} />
      ) : (
        <p className={classes.quiet}>Episodes stay without a configuration until this factor has a level.</p>
      )}
    </section>
  );
}

function RuleBody({
  rule,
  factor,
  seen,
  onChange,
}: {
  rule: Rule;
  factor: Inspection['factors'][number];
  seen: Inspection;
  onChange: (rule: Rule | null) => void;
}) {
  const { levels } = factor;
  switch (rule.by) {
    case 'constant':
      return (
        <Select
          size="xs"
          w={280}
          searchable
          aria-label={`Level of ${factor.name}`}
          data={levels}
          value={rule.level}
          onChange={(level) => level && onChange({ by: 'constant', level })}
        />
      );
    case 'task':
      return (
        <LevelTable
          what="Task text"
          rows={seen.tasks.map(({ text, episodes }) => ({ value: text, episodes }))}
          levels={levels}
          chosen={rule.levels}
          onChange={(chosen) => onChange({ ...rule, levels: chosen })}
        />
      );
    case 'attribute':
    case 'column': {
      const values = valuesOf(seen, rule.by, rule.name);
      if (values.length === 0) return <p className={classes.quiet}>Reading the values of {rule.name} …</p>;
      return (
        <LevelTable
          what={rule.name}
          rows={values}
          levels={levels}
          chosen={rule.levels}
          onChange={(chosen) => onChange({ ...rule, levels: chosen })}
        />
      );
    }
    case 'attribute-bins':
      return (
        <BinsEditor
          bins={rule.bins}
          levels={levels}
          sample={seen.attributes.find(({ name }) => name === rule.name)?.sample ?? []}
          onChange={(bins) => onChange({ ...rule, bins })}
          onCount={(count) => onChange(binned(rule.name, seen, count, levels))}
        />
      );
    case 'list': {
      const listed = Object.keys(rule.levels).length;
      return (
        <p className={classes.quiet}>
          {listed === 0
            ? 'Paste or open the list above.'
            : `The list names a level for ${listed.toLocaleString('en')} episodes.`}
        </p>
      );
    }
  }
}
