import { readdirSync, readFileSync } from 'node:fs';

/** User and system time of a process so far, in ms (in steps of 10); NaN where the system does not tell. */
export function cpuMsOf(pid: number): number {
  const [user, system] = statOf(pid).slice(11, 13);
  return (Number(user) + Number(system)) * 10;
}

/** The same of a process and all that it started, also of those that have ended and were waited for. */
export function cpuMsOfTree(pid: number): number {
  const parents = new Map(processes().map((one) => [one, Number(statOf(one)[1])]));
  const within = (one: number): boolean => one === pid || (one > 1 && within(parents.get(one) ?? 0));
  const ticks = [...parents.keys()]
    .filter(within)
    .flatMap((one) => statOf(one).slice(11, 15))
    .map(Number);
  return 10 * ticks.reduce((sum, tick) => sum + tick, 0);
}

/** Children of a process by the first of `names` that stands in their command line. */
export function childrenOf(parent: number, names: readonly string[]): { name: string; pid: number }[] {
  return processes()
    .filter((pid) => Number(statOf(pid)[1]) === parent)
    .flatMap((pid) => {
      const line = textOf(`/proc/${pid}/cmdline`);
      const name = names.find((one) => line.includes(one));
      return name ? [{ name, pid }] : [];
    });
}

function processes(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** The fields behind the command's name: state, parent, …; user and system ticks are the 12th and 13th, those of children waited for the next two. */
function statOf(pid: number): string[] {
  const stat = textOf(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
