/** Of a letter's height, about how wide it is. */
const WIDTH = 0.55;

/** The name of a vertical axis for recharts: along it where the plot, `room` px high, is long enough for it, else lying above it. `above`: px it needs there. */
export function valueAxisLabel(value: string, letters: number, room: number) {
  if (value.length * WIDTH * letters <= room)
    return { above: 0, label: { value, angle: -90, position: 'insideLeft' as const } };
  return {
    above: 1.5 * letters,
    label: { value, position: 'insideTopLeft' as const, offset: 0, dy: -3 * letters },
  };
}
