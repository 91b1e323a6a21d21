import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from '@swc/core';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, languageAmong, MESSAGES, type MessageKey } from '@/app/_messages/languages';
import { tongueOf } from '@/app/_messages/say';
import { secondsIn } from '@/app/p/[program]/(operator)/today/lengths';
import { clockWords } from '@/app/wall/[program]/wall-words';

const keys = Object.keys(MESSAGES.en) as MessageKey[];

/** Names of the values a message takes. */
function valuesIn(message: string, language: string): string[] {
  const names = new Set<string>();
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) {
      for (const inner of part) walk(inner);
      return;
    }
    if (typeof part !== 'object' || part === null) return;
    // Type 1 and above name a value; 0 is plain text, 7 the number of a plural.
    if ('type' in part && 'value' in part && part.type !== 0 && part.type !== 7) names.add(String(part.value));
    for (const inner of Object.values(part)) walk(inner);
  };
  walk(new IntlMessageFormat(message, language).getAst());
  return [...names].sort();
}

describe('numbers and times', () => {
  it('are written as the language writes them', () => {
    const round = { number: 4, logged: 1280, asked: 12800, left: 11520 };
    expect(tongueOf('en').say('wall.round', round)).toBe('Round 4: 1,280 of 12,800 collected, 11,520 left');
    expect(tongueOf('es').say('wall.round', round)).toBe('Ronda 4: 1280 de 12.800 recogidas, quedan 11.520');
    const at = new Date('2026-03-02T17:05:00Z');
    expect(clockWords('en', 'Europe/Madrid', at)).toBe('18:05');
    expect(clockWords('es', 'Europe/Madrid', at, new Date('2026-03-04T08:00:00Z'))).toBe('2 mar 18:05');
    expect(secondsIn('es', 12_340)).toBe('12,3 s');
  });
});

describe('message files', () => {
  it.each(LANGUAGES)('%s has every message, none empty', (language) => {
    expect(Object.keys(MESSAGES[language]).sort()).toEqual([...keys].sort());
    for (const key of keys) expect(MESSAGES[language][key].trim(), key).not.toBe('');
  });

  it.each(LANGUAGES)('%s parses, and takes no value that English does not give', (language) => {
    for (const key of keys) {
      const given = valuesIn(MESSAGES.en[key], 'en');
      // A language may leave out a sentence the server wrote in another one.
      for (const name of valuesIn(MESSAGES[language][key], language)) expect(given, key).toContain(name);
      const missing = given.filter((name) => !valuesIn(MESSAGES[language][key], language).includes(name));
      expect(
        missing.filter((name) => name !== 'sentence'),
        key,
      ).toEqual([]);
    }
  });

  it('Spanish is a language of its own, not a copy', () => {
    const same = keys.filter((key) => MESSAGES.es[key] === MESSAGES.en[key]);
    expect(same.length / keys.length).toBeLessThan(0.05);
  });

  it('the language is the first one wanted that there is', () => {
    expect(languageAmong(['de-AT', 'es-MX;q=0.8', 'en'])).toBe('es');
    expect(languageAmong(['fr'])).toBe('en');
  });
});

const PAGES = ['app/p/[program]/(operator)', 'app/offline', 'app/wall'];
const SPOKEN_ATTRIBUTES = new Set([
  'aria-label',
  'label',
  'title',
  'placeholder',
  'alt',
  'description',
  'hint',
  'what',
]);

describe('operator pages', () => {
  const files = PAGES.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)),
  ).filter((file) => /\.tsx?$/.test(file));

  it('are looked at', () => expect(files.length).toBeGreaterThan(20));

  it.each(files)('%s says nothing outside the message files', (file) => {
    expect(hardCoded(readFileSync(file, 'utf8'))).toEqual([]);
  });

  it('would be found out', () => {
    expect(hardCoded('export const A = () => <p aria-label="Set-up">Go on</p>;')).toEqual(['Set-up', 'Go on']);
    expect(hardCoded('const a = `Nothing was changed yet`;')).toEqual(['Nothing was changed yet']);
  });
});

/** Texts for people in a module: JSX text, spoken attributes, and literals that read as sentences. */
function hardCoded(source: string): string[] {
  const found: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const inner of node) walk(inner);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const { type } = node as { type?: string };
    // The address of a module is no text, and a directive neither.
    if (type === 'ImportDeclaration') return;
    if (type === 'JSXText' && 'value' in node && /\p{L}{2}/u.test(String(node.value)))
      found.push(String(node.value).trim());
    else if (type === 'JSXAttribute' && 'name' in node && 'value' in node) {
      const { value } = (node as { name: { value?: string } }).name;
      const text = (node as { value?: { type?: string; value?: string } }).value;
      if (text?.type === 'StringLiteral') {
        if (SPOKEN_ATTRIBUTES.has(value ?? '') && /\p{L}{2}/u.test(text.value ?? '')) found.push(text.value ?? '');
        return;
      }
    } else if (type === 'StringLiteral' && 'value' in node && isSentence(String(node.value)))
      found.push(String(node.value));
    else if (type === 'TemplateElement' && 'raw' in node && isSentence(String(node.raw))) found.push(String(node.raw));
    for (const inner of Object.values(node)) walk(inner);
  };
  walk(parseSync(source, { syntax: 'typescript', tsx: true }).body);
  return found;
}

const isSentence = (text: string) => /\p{Lu}\p{L}*,? \p{L}+/u.test(text) || /\p{L}+ \p{L}+ \p{L}+ \p{L}+/u.test(text);
