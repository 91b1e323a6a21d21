/** One thing a machine does, as a command to copy. */
export interface Example {
  title: string;
  words: string;
  code: string;
}

const SCOPES = '--scope read --scope data --scope plan --scope collect';

/** How a machine gets in. */
export const tokenExample = (program: string): Example => ({
  title: 'Get a token',
  words:
    'A lead makes one on the People page; on the server the command line makes the first one. The secret is shown once, and a token does only what its scopes allow: read, collect (log attempts), data (bring recordings and checkpoints in), plan (propose and publish).',
  code: `npx rota tokens create trainer ${SCOPES} --program ${program}\nexport ROTA_TOKEN=rota_…`,
});

/** The same program over plain HTTP. */
export function curlExamples(address: string, program: string): Example[] {
  const at = `${address}/api/v1/programs/${program}`;
  const curl = `curl -H "Authorization: Bearer $ROTA_TOKEN"`;
  return [
    {
      title: 'Read the queue',
      words: 'What to record next, with progress and reasons.',
      code: `${curl} ${at}/assignments`,
    },
    {
      title: 'Log an attempt',
      words: 'The id is yours: sent twice, it is stored once.',
      code: `${curl} -H "Content-Type: application/json" ${at}/attempts \\\n  -d "{\\"id\\":\\"$(uuidgen)\\",\\"assignmentId\\":1,\\"outcome\\":\\"success\\"}"`,
    },
    {
      title: 'Upload a file',
      words: 'Folders go as one .zip. The id in the answer is what an import, a checkpoint or predictions name.',
      code: `${curl} -H "x-file-name: rollouts.hdf5" --data-binary @rollouts.hdf5 ${at}/uploads`,
    },
    {
      title: 'Get a manifest',
      words: 'Confirmed demonstrations to train on.',
      code: `${curl} "${at}/manifest?arm=all&seed=1000"`,
    },
  ];
}

/** The main job by command line. */
export const commandLineExample = (address: string, program: string): Example => ({
  title: 'The whole loop',
  words:
    'Every command explains itself with --help and prints JSON alone with --json. Exit codes: 0 done, 1 refused, 2 used wrongly, 3 cannot be reached.',
  code: `export ROTA_URL=${address} ROTA_PROGRAM=${program}
npx rota import rollouts.hdf5 --kind probe_rollout --factor speed=attribute:kick_mps --dry-run
npx rota checkpoints add ck-1 --member a.onnx --member b.onnx --member c.onnx --training-set-size 120
npx rota score --checkpoint ck-1 --wait
npx rota schedules propose 60 --block-size 5
npx rota schedules publish 1
npx rota attempts add --assignment 1 --outcome success
npx rota evaluations add --checkpoint ck-1 --panel frozen -f trials.csv
npx rota manifests get --json > manifest.json`,
});
