/** The exact words the recorder gets: the task, with the object where the task's words do not name it already. */
export function instructionOf(levels: readonly { factor: string; instruction: string }[]): string {
  const words = (key: string) => levels.find((level) => level.factor === key)?.instruction ?? '';
  const task = words('task') || levels[0]?.instruction || '';
  const object = words('object');
  const named = object === '' || task.toLowerCase().includes(object.toLowerCase());
  return named ? task : `${task} the ${object}`.replace(/\bthe (the|a|an) /i, '$1 ');
}
