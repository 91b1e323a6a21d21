'use client';

import { SegmentedControl, Select } from '@mantine/core';
import { AXES } from '@/server/core/evaluation/axis';
import classes from './efficiency.module.css';
import type { EfficiencyData } from './efficiency-answer';
import { strategyTitle } from './efficiency-answer';
import { useChoose } from './use-choose';

const AXIS_NAMES = { demonstrations: 'Demonstrations', hours: 'Hours', money: 'Money' } as const;

/** Which panel, which active strategy, and what success is drawn against; every choice stands in the URL. */
export function Filters({ data }: { data: EfficiencyData }) {
  const choose = useChoose();
  return (
    <>
      <SegmentedControl
        aria-label="Against"
        value={data.axis}
        data={AXES.map((axis) => ({ value: axis, label: AXIS_NAMES[axis] }))}
        onChange={(value) => choose('axis', value)}
      />
      {data.strategies.length > 1 && (
        <Select
          aria-label="Active strategy"
          allowDeselect={false}
          value={data.strategy}
          data={data.strategies.map(({ strategy, runs }) => ({
            value: strategy,
            label: `${strategyTitle(strategy)} (${runs})`,
          }))}
          onChange={(value) => value !== null && choose('strategy', value)}
        />
      )}
      {data.panels.length > 1 && (
        <Select
          aria-label="Panel"
          className={classes.panel}
          allowDeselect={false}
          value={String(data.panel?.id ?? '')}
          data={data.panels.map((panel) => ({
            value: String(panel.id),
            label: `${panel.name} (${panel.evaluations})`,
          }))}
          // A strategy that was evaluated on one panel may not have been on another.
          onChange={(value) => value !== null && choose('panel', value, ['strategy', 'against'])}
        />
      )}
    </>
  );
}
