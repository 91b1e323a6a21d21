import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const APP = path.resolve('app');
const filesOf = (ending: string) =>
  readdirSync(APP, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending));

const modules = new Map(
  filesOf('.module.css').map((file) => {
    const text = readFileSync(path.join(APP, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|:global\([^)]*\)/g, '');
    return [file, new Set([...text.matchAll(/\.([a-zA-Z_][\w-]*)/g)].map(([, name]) => name))];
  }),
);

/** Every class a component takes from a style sheet: sheet, class, component. */
function used(): { sheet: string; name: string; by: string }[] {
  return filesOf('.tsx').flatMap((by) => {
    const text = readFileSync(path.join(APP, by), 'utf8');
    return [...text.matchAll(/import (\w+) from '([^']+\.module\.css)'/g)].flatMap(([, local, from]) => {
      const sheet = path.relative(
        APP,
        from.startsWith('@/') ? path.resolve(from.slice(2)) : path.resolve(APP, path.dirname(by), from),
      );
      const names = [...text.matchAll(new RegExp(`\\b${local}\\.(\\w+)`, 'g'))].map(([, name]) => name);
      return [...new Set(names)].map((name) => ({ sheet, name, by }));
    });
  });
}

describe('style sheets', () => {
  const uses = used();

  it('have every class that a component takes from them', () => {
    expect(uses.length).toBeGreaterThan(100);
    expect(uses.filter(({ sheet, name }) => !modules.get(sheet)?.has(name))).toEqual([]);
  });

  it('have no class that nothing takes', () => {
    const taken = new Set(uses.map(({ sheet, name }) => `${sheet} ${name}`));
    const idle = [...modules].flatMap(([sheet, names]) =>
      [...names].filter((name) => !taken.has(`${sheet} ${name}`)).map((name) => `${sheet} ${name}`),
    );
    expect(idle).toEqual([]);
  });
});
