import { describe, expect, it } from 'vitest';
import { checkVector } from '../../vectors/check';
import { goldenFolder, vectorFiles } from '../../vectors/read';

const files = vectorFiles(goldenFolder);

describe.skipIf(files.length === 0)('reference vectors', () => {
  describe.each(files)('$id', (file) => {
    it.each(file.cases)('$name', (vector) => {
      expect(checkVector(file, vector).complaints).toEqual([]);
    });
  });
});
