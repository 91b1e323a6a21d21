import { DomainError } from '@/server/core/errors';

/**
 * Expands a LeRobot path template: `{name}` and `{name:0Nd}` are replaced from `values`.
 * Throws DomainError invalid for a name without a value and for a path that leaves the folder.
 */
export function expandTemplate(template: string, values: Record<string, number | string>): string {
  const path = template.replace(/\{(\w+)(?::0?(\d+)d)?\}/g, (_, name: string, width: string | undefined) => {
    const value = values[name];
    if (value === undefined) throw new DomainError('invalid', `The path template "${template}" needs "${name}".`);
    return String(value).padStart(Number(width ?? 0), '0');
  });
  if (path.startsWith('/') || path.split(/[\\/]/).includes('..'))
    throw new DomainError('invalid', `The path template "${template}" leaves the folder of the recording.`);
  return path;
}
