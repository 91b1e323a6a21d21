import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '@/server/routers';

export type WallData = inferRouterOutputs<AppRouter>['wall']['show'];
export type WallPlace = WallData['stations'][number];

/** A time of day as the workshop's clocks show it, with its day where it lies on another. */
export function clockWords(language: string, timeZone: string, at: Date, now: Date = at): string {
  const day = (date: Date) => date.toLocaleDateString(language, { timeZone });
  const time = at.toLocaleTimeString(language, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  if (day(at) === day(now)) return time;
  return `${at.toLocaleDateString(language, { timeZone, day: 'numeric', month: 'short' })} ${time}`;
}
