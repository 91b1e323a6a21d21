import type { Say } from '@/app/_messages/say';
import type { EmptyQueue, Obstacle } from '@/server/core/collect/empty-queue';
import { usualWord } from './usual-word';

/** Why there is nothing to take, in the language of the page. */
export function emptyWords(say: Say, language: string, empty: EmptyQueue): string {
  switch (empty.kind) {
    case 'nothing':
      return say('empty.nothing');
    case 'closed':
      return say('empty.closed', { round: empty.round });
    case 'done':
      return say('empty.allDone');
    case 'moment':
      return say('empty.moment');
    case 'busy': {
      const parts = empty.parts.map(({ count, obstacle }) => obstacleWords(say, language, count, obstacle));
      if (empty.more > 0) parts.push(say('empty.more', { count: empty.more }));
      return say('empty.busy', { parts: parts.join(', ') });
    }
  }
}

/** A day of the calendar, such as "27 November". */
function dayWords(language: string, day: string): string {
  return new Date(`${day}T12:00:00Z`).toLocaleDateString(language, { day: 'numeric', month: 'long', timeZone: 'UTC' });
}

function obstacleWords(say: Say, language: string, count: number, obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case 'done':
      return '';
    case 'claimed': {
      const name = obstacle.name ?? say('somebody');
      return obstacle.station === null
        ? say('empty.claimed', { count, name })
        : say('empty.claimedAt', { count, name, station: obstacle.station });
    }
    case 'blocked': {
      const reason = obstacle.reason === null ? say('noReason') : usualWord(say, obstacle.reason);
      return say('empty.blocked', { count, reason });
    }
    case 'person':
      return say('empty.person', { count, name: obstacle.name ?? say('somebody') });
    case 'station':
      return say('empty.station', { count, station: obstacle.station ?? say('anotherPlace') });
    case 'shift': {
      const shift = obstacle.shift ?? say('anotherShift');
      return obstacle.day === null
        ? say('empty.shift', { count, shift })
        : say('empty.shiftOn', { count, shift, day: dayWords(language, obstacle.day) });
    }
    case 'hours':
      return say('empty.hours', { count, level: obstacle.level ?? '', from: obstacle.from, to: obstacle.to });
    case 'fixed':
      return say('empty.fixed', { count });
    case 'taken':
      return say('empty.taken', {
        count,
        level: obstacle.level ?? '',
        places: obstacle.places.join(', ') || say('anotherPlace'),
      });
    case 'distinct':
      return say('empty.distinct', { count });
  }
}
