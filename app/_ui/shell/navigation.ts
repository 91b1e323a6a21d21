import type { MessageKey } from '@/app/_messages/languages';
import type { Role } from '@/server/core/people/access';

export type NavIcon =
  | 'home'
  | 'today'
  | 'why'
  | 'round'
  | 'days'
  | 'matrix'
  | 'recordings'
  | 'judge'
  | 'episodes'
  | 'checkpoints'
  | 'scoring'
  | 'rollouts'
  | 'plan'
  | 'efficiency'
  | 'experiments'
  | 'people'
  | 'api';

/** One place to go: `label` is the message that names it, `key` its single-key shortcut. */
export interface NavItem {
  label: MessageKey;
  href: string;
  icon: NavIcon;
  key: string;
}

/** What a program is: of a real robot, of a simulated one, or where strategies are tried against each other and nobody records. */
export type ProgramKind = 'real' | 'simulated' | 'experiments';

interface Place extends NavItem {
  /** Who works there; everybody when absent. */
  roles?: readonly Role[];
  /** Programs that have it; those where people record when absent. */
  kinds?: readonly ProgramKind[];
}

const RECORDING: readonly ProgramKind[] = ['real', 'simulated'];
const ALL: readonly ProgramKind[] = [...RECORDING, 'experiments'];

const PLACES: readonly Place[] = [
  // Operators' first page is Today.
  { label: 'nav.home', href: '', icon: 'home', key: 'h', roles: ['lead', 'manager', 'engineer', 'annotator'] },
  { label: 'nav.today', href: '/today', icon: 'today', key: 't', roles: ['operator', 'lead'] },
  { label: 'nav.why', href: '/why', icon: 'why', key: 'y', roles: ['operator', 'lead'] },
  { label: 'nav.round', href: '/round', icon: 'round', key: 'r', roles: ['lead', 'manager'] },
  { label: 'nav.days', href: '/days', icon: 'days', key: 'd', roles: ['lead', 'manager'] },
  { label: 'nav.matrix', href: '/matrix', icon: 'matrix', key: 'm', roles: ['lead', 'manager', 'engineer'] },
  { label: 'nav.recordings', href: '/imports', icon: 'recordings', key: 'i', roles: ['lead', 'engineer'] },
  { label: 'nav.judge', href: '/judge', icon: 'judge', key: 'j', roles: ['annotator'] },
  { label: 'nav.episodes', href: '/imports/episodes', icon: 'episodes', key: 'o', roles: ['annotator'] },
  { label: 'nav.checkpoints', href: '/checkpoints', icon: 'checkpoints', key: 'c', roles: ['lead', 'engineer'] },
  { label: 'nav.rollouts', href: '/rollouts', icon: 'rollouts', key: 'v', roles: ['lead', 'engineer'] },
  { label: 'nav.scoring', href: '/scoring', icon: 'scoring', key: 'u', roles: ['lead', 'engineer'] },
  { label: 'nav.plan', href: '/schedule', icon: 'plan', key: 'p', roles: ['lead', 'manager'] },
  {
    label: 'nav.experiments',
    href: '/experiments',
    icon: 'experiments',
    key: 'x',
    roles: ['lead', 'manager', 'engineer'],
    kinds: ['simulated', 'experiments'],
  },
  {
    label: 'nav.efficiency',
    href: '/efficiency',
    icon: 'efficiency',
    key: 'e',
    roles: ['lead', 'manager'],
    kinds: ALL,
  },
  { label: 'nav.people', href: '/people', icon: 'people', key: 'w', roles: ['lead'], kinds: ALL },
  { label: 'nav.api', href: '/api', icon: 'api', key: 'a', roles: ['lead', 'engineer'], kinds: ALL },
];

/** The places of the program of a kind at `base` (for example `/p/kitchen`) that someone with `roles` works in, in a fixed order. */
export function navigationFor(
  base: string,
  roles: readonly Role[],
  admin: boolean,
  kind: ProgramKind = 'real',
): NavItem[] {
  return PLACES.filter(
    (place) =>
      (place.kinds ?? RECORDING).includes(kind) &&
      (admin || !place.roles || place.roles.some((role) => roles.includes(role))),
  ).map(({ label, href, icon, key }) => ({ label, href: base + href, icon, key }));
}

/** What a program is by how it is labelled. */
export function programKind(simulation: { experimentsOf?: string } | null): ProgramKind {
  if (simulation === null) return 'real';
  return simulation.experimentsOf === undefined ? 'simulated' : 'experiments';
}

/** The place of `places` that `path` lies in, the closest one; the home of a program is only itself. */
export function placeOf(path: string, places: readonly NavItem[]): NavItem | undefined {
  return places
    .filter(({ href, label }) => path === href || (label !== 'nav.home' && path.startsWith(`${href}/`)))
    .reduce<NavItem | undefined>(
      (closest, place) => (closest && closest.href.length >= place.href.length ? closest : place),
      undefined,
    );
}
