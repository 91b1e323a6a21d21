import { MESSAGES, type MessageKey } from '@/app/_messages/languages';
import type { Say } from '@/app/_messages/say';

/** A usual reason or failure mode in the language of the page; the program's own words as they are. What is stored stays the same. */
export function usualWord(say: Say, word: string): string {
  const key = `usual.${word}`;
  return isMessage(key) ? say(key) : word;
}

const isMessage = (key: string): key is MessageKey => Object.hasOwn(MESSAGES.en, key);
