/** How wide a letter is about, as a share of its height. */
const WIDTH = 0.55;

/**
 * The name of a vertical axis for recharts: along it where the plot, about `room` px high, is long enough, else lying above
 * whatever stands in the `top` px over the plot. `margin`: px over the plot with it.
 */
export function valueAxisLabel(value: string, { letters, room, top }: { letters: number; room: number; top: number }) {
  if (value.length * WIDTH * letters <= room)
    return {
      margin: top,
      label: { value, angle: -90, position: 'insideLeft' as const, style: { textAnchor: 'middle' as const } },
    };
  return {
    margin: top + 1.5 * letters,
    label: { value, position: 'insideTopLeft' as const, offset: 0, dy: -top - letters },
  };
}
