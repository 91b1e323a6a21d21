/** What one call of a recorder is to record. */
export interface RecorderCall {
  task: string;
  /** Recordings wanted of this call. */
  count: number;
  /** Folder of the dataset. */
  root: string;
  /** Whether the dataset is there already and goes on. */
  resume: boolean;
}

/**
 * The words of a recorder's command line for one call. A template names `{task}`, `{count}`, `{root}` or `{resume}`
 * where they belong; a command without any is `lerobot-record`, and gets the flags of LeRobot it does not have yet.
 */
export function recorderCommand(template: readonly string[], call: RecorderCall): string[] {
  const values: Record<string, string> = {
    task: call.task,
    count: String(call.count),
    root: call.root,
    resume: String(call.resume),
  };
  const named = /\{(task|count|root|resume)\}/g;
  if (template.some((word) => word.search(named) >= 0))
    return template.map((word) => word.replace(named, (_, name: string) => values[name]));
  const flags: [string, string][] = [
    ['--dataset.root', call.root],
    ['--dataset.single_task', call.task],
    ['--dataset.num_episodes', values.count],
    ['--dataset.repo_id', `rota/${call.root.split(/[\\/]/).filter(Boolean).at(-1) ?? 'dataset'}`],
    ['--dataset.push_to_hub', 'false'],
    ['--resume', values.resume],
  ];
  const given = (flag: string) => template.some((word) => word === flag || word.startsWith(`${flag}=`));
  return [...template, ...flags.filter(([flag]) => !given(flag)).map(([flag, value]) => `${flag}=${value}`)];
}

/** The words of a line as a shell splits them: blanks part words, quotes and backslashes keep them; nothing is expanded. */
export function shellWords(line: string): string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g))
    words.push(
      word.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g, (_, double?: string, single?: string, escaped?: string) =>
        double !== undefined ? double.replace(/\\(["\\$`])/g, '$1') : (single ?? escaped ?? ''),
      ),
    );
  return words;
}

/** What a line of a recorder's log tells. */
export type RecorderSaid =
  /** It records the episode of this index, for the first time or again. */
  { what: 'recording'; episode: number } | { what: 'reset' | 'again' };

/** What a line that the recorder printed tells; null for most. The words are LeRobot's. */
export function recorderSays(line: string): RecorderSaid | null {
  const episode = /\bRecording episode (\d+)/.exec(line)?.[1];
  if (episode !== undefined) return { what: 'recording', episode: Number(episode) };
  if (/\bReset the environment\b/.test(line)) return { what: 'reset' };
  return /\bRe-record episode\b/.test(line) ? { what: 'again' } : null;
}
