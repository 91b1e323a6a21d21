import { readdirSync, readFileSync } from 'node:fs';

/** User and system time of a process so far, in ms (in steps of 10); NaN where the system does not tell. */
export function cpuMsOf(pid: number): number {
  const [user, system] = statOf(pid).slice(11, 13);
  return (Number(user) + Number(system)) * 10;
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

/** The fields behind the command's name: state, parent, …; user and system ticks are the 12th and 13th. */
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
