import { join } from 'node:path';
import type { AttributeValue, EpisodeHeader } from '@/server/core/recording/source';
import { isObject, readJson } from '../json';
import type { Column } from '../parquet';

type Resolved = EpisodeHeader['outcome'];

/** The evidence about one episode's outcome. */
export interface OutcomeEvidence {
  sidecar: Resolved | undefined;
  attributes: Record<string, AttributeValue>;
  columns: ReadonlyMap<string, Column>;
  folder: string;
}

/**
 * Outcome of a LeRobot episode, first hit wins: label file, `success` of meta/episodes, any next.success, last
 * next.reward > 0 with next.done (inferred), is_episode_successful, a folder named success or failure; else unknown.
 */
export function leRobotOutcome({ sidecar, attributes, columns, folder }: OutcomeEvidence): Resolved {
  return (
    sidecar ??
    fromFlag(attributes.success, 'meta/episodes success') ??
    fromFlag(anyTrue(columns.get('next.success')), 'next.success') ??
    fromReward(columns) ??
    fromFlag(columns.get('is_episode_successful')?.at(-1), 'is_episode_successful') ??
    fromFolder(folder) ?? { value: 'unknown', source: 'none' }
  );
}

/** Labels by episode index from episode_labels.json beside or inside meta/; empty where there is none. */
export async function sidecarLabels(root: string): Promise<Map<number, Resolved>> {
  const json =
    (await readJson(join(root, 'episode_labels.json'))) ?? (await readJson(join(root, 'meta', 'episode_labels.json')));
  const labels = new Map<number, Resolved>();
  const entries = isObject(json) && isObject(json.episodes) ? Object.entries(json.episodes) : [];
  for (const [index, label] of entries) {
    const value = isObject(label) ? (label.outcome ?? label.success) : label;
    const resolved = fromFlag(value, 'episode_labels.json');
    if (resolved) labels.set(Number(index), resolved);
  }
  return labels;
}

function fromFlag(value: unknown, source: string): Resolved | undefined {
  if (value === true || value === 1 || value === 1n || value === 'success' || value === 'true')
    return { value: 'success', source };
  if (value === false || value === 0 || value === 0n || value === 'failure' || value === 'false')
    return { value: 'failure', source };
  return undefined;
}

/** True where any value is, false where all are false, undefined where nothing is recorded. */
function anyTrue(column: Column | undefined): boolean | undefined {
  const flags = (column ?? []).flatMap((value) => (typeof value === 'boolean' ? [value] : []));
  return flags.length === 0 ? undefined : flags.some(Boolean);
}

function fromReward(columns: ReadonlyMap<string, Column>): Resolved | undefined {
  const reward = columns.get('next.reward')?.at(-1);
  const done = columns.get('next.done')?.at(-1);
  return typeof reward === 'number' && reward > 0 && done === true
    ? { value: 'success', source: 'inferred from next.reward and next.done' }
    : undefined;
}

function fromFolder(folder: string): Resolved | undefined {
  const parts = folder.split(/[\\/]/);
  const name = parts.findLast((part) => part === 'success' || part === 'failure');
  return name ? fromFlag(name, 'folder name') : undefined;
}
