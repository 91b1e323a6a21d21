import { describe, expect, test } from 'vitest';
import { factorKeyOf } from '@/server/core/matrix/factor-key';
import { factorsOfTable, levelsOfLines } from '@/server/core/matrix/paste';
import { FactorKey } from '@/server/core/matrix/schema';

describe('pasted levels', () => {
  test('one a line, without blanks and repeats, the first spelling kept', () => {
    expect(levelsOfLines(' Mug \r\n\nbowl\nmug\n')).toEqual(['Mug', 'bowl']);
  });
  test('columns of different length are lists of levels', () => {
    expect(factorsOfTable('Task\tObject\npour\tmug\nplace\t\n\tbowl')).toEqual([
      { name: 'Task', levels: ['pour', 'place'] },
      { name: 'Object', levels: ['mug', 'bowl'] },
    ]);
  });
  test('rows of combinations give every value once, whichever sign parts the cells', () => {
    const expected = [
      { name: 'a', levels: ['x', 'y'] },
      { name: 'b', levels: ['1', '2'] },
    ];
    for (const sign of ['\t', ';', ',']) {
      const text = [
        ['a', 'b'],
        ['x', '1'],
        ['x', '2'],
        ['y', '"1"'],
      ]
        .map((row) => row.join(sign))
        .join('\n');
      expect(factorsOfTable(text)).toEqual(expected);
    }
  });
  test('nothing, or a head alone, makes no levels up', () => {
    expect(factorsOfTable(' \n')).toEqual([]);
    expect(factorsOfTable('Task\tObject')).toEqual([
      { name: 'Task', levels: [] },
      { name: 'Object', levels: [] },
    ]);
  });
});

test('a factor key made from a name is one, or empty where no letter is left', () => {
  for (const name of ['Task', 'Second object', '2nd Object', 'Éclairage', 'a'.repeat(40), `${'b'.repeat(31)} c`]) {
    expect(FactorKey.safeParse(factorKeyOf(name)).success).toBe(true);
  }
  expect(factorKeyOf('Second object')).toBe('second_object');
  expect(factorKeyOf('42')).toBe('');
});
