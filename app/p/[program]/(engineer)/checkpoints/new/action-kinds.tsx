import { Fieldset, Select } from '@mantine/core';
import { type ActionKind, actionsOf, kindOf } from './draft';
import type { StepProps } from './files-step';
import classes from './register-checkpoint.module.css';

const CHOICES: { value: ActionKind; label: string }[] = [
  { value: 'position', label: 'position' },
  { value: 'gripper', label: 'gripper' },
  { value: 'rotation', label: 'rotation, as it is' },
  { value: 'radians', label: 'angle in radians' },
  { value: 'degrees', label: 'angle in degrees' },
  { value: 'quaternion', label: 'part of a quaternion' },
];

/** What each action dimension is, because turns that come back to themselves are compared the short way round. */
export function ActionKinds({ draft, change }: Omit<StepProps, 'program'>) {
  const actions = actionsOf(draft);
  if (actions.length === 0) return null;
  return (
    <Fieldset legend="What each action dimension is">
      <p className={classes.quiet}>
        Angles and quaternions come back to themselves, so members that turn by 179° and −179° nearly agree. The four
        parts of a quaternion follow one another. Other rotations, such as axis-angle and 6D, are compared as they are.
      </p>
      <div className={classes.fields}>
        {actions.map((action, d) => (
          <Select
            // biome-ignore lint/suspicious/noArrayIndexKey: two dimensions may have one name, and their places do not change
            key={d}
            label={action.name}
            data={CHOICES}
            value={kindOf(action)}
            onChange={(value) => value && change({ kinds: { ...draft.kinds, [d]: value as ActionKind } })}
            allowDeselect={false}
          />
        ))}
      </div>
    </Fieldset>
  );
}
