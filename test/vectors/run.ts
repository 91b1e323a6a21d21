import path from 'node:path';
import { checkVector } from './check';
import { vectorFiles } from './read';

/** `npm run vectors -- DIR`: one JSON line per case of every vector file in DIR, then how many passed and failed. */
const folder = process.argv[2];
if (!folder) {
  console.error('Name the folder with the vectors: npm run vectors -- DIR');
  process.exit(2);
}
const files = vectorFiles(path.resolve(folder));
const counts = { pass: 0, fail: 0 };
for (const file of files) {
  for (const vector of file.cases) {
    const { complaints, ...line } = checkVector(file, vector);
    counts[line.verdict]++;
    console.log(JSON.stringify(complaints.length > 0 ? { ...line, complaints } : line));
  }
}
if (files.length === 0) console.error(`${folder} holds no vector file.`);
console.log(`${counts.pass} passed, ${counts.fail} failed`);
process.exitCode = counts.fail > 0 || files.length === 0 ? 1 : 0;
