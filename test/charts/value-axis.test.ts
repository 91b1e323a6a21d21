import { expect, it } from 'vitest';
import { valueAxisLabel } from '@/app/_ui/charts/value-axis';

it('the name of a vertical axis stands along it where the plot is long enough, else lies above what is over the plot', () => {
  const near = valueAxisLabel('configurations', { letters: 12, room: 188, top: 24 });
  expect(near).toMatchObject({ margin: 24, label: { angle: -90 } });
  const far = valueAxisLabel('configurations', { letters: 25, room: 150, top: 50 });
  expect(far.label).not.toHaveProperty('angle');
  expect(far.margin).toBeGreaterThan(50 + 25);
});
