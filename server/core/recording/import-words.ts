import { KIND_WORDS } from '../collect/kind-words';

/** What an import came to, as far as its sentence needs it. */
export interface ImportResult {
  state: 'queued' | 'running' | 'complete' | 'partial' | 'failed';
  kind: 'demonstration' | 'probe_rollout';
  episodesTotal: number;
  episodesAdded: number;
  episodesKnown: number;
  framesTotal: number;
  left: readonly { episode: number | null; message: string }[];
  error: string | null;
}

/** The state or result of an import in a sentence or two. */
export function importSentence(result: ImportResult): string {
  const things = counted(result.episodesAdded, KIND_WORDS[result.kind]);
  if (result.state === 'queued') return 'Waiting for the worker.';
  if (result.state === 'failed') return result.error ?? 'It failed; nothing more is known.';
  if (result.state === 'running')
    return `${things} added so far, ${result.episodesKnown.toLocaleString('en')} known already.`;
  return [addedPart(result, things), leftPart(result)].filter(Boolean).join(' ');
}

function addedPart({ episodesAdded, episodesKnown, framesTotal }: ImportResult, things: string): string {
  if (episodesAdded === 0 && episodesKnown === 0) return 'Nothing was added: the recording holds no readable episode.';
  if (episodesAdded === 0) return `Nothing was added: all ${counted(episodesKnown, 'episode')} were known already.`;
  const known = episodesKnown > 0 ? `; ${episodesKnown.toLocaleString('en')} were known already` : '';
  return `${things} added${known} (${counted(framesTotal, 'frame')} read).`;
}

function leftPart({ left }: ImportResult): string {
  const episodes = new Set(left.flatMap(({ episode }) => (episode === null ? [] : [episode]))).size;
  if (left.length === 0) return '';
  return episodes > 0
    ? `${counted(episodes, 'episode')} could not be read and ${episodes === 1 ? 'was' : 'were'} left out.`
    : left[0].message;
}

function counted(n: number, thing: string): string {
  return `${n.toLocaleString('en')} ${thing}${n === 1 ? '' : 's'}`;
}
