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

/** Everything a posted file may hold instead of predicted chunks. */
export const postedArrays: Example = {
  title: 'What else can be posted',
  words:
    "A file holds one kind for all rollouts of a checkpoint. Each becomes signals: figures per decision step. A scoring takes the first of them, or what its form names: a weighted sum (one signal per task, say), counted only in steps that meet every condition. Where probe rollouts and the checkpoint's training episodes record a vector of floats whose name ends in \"embedding\", there is one more signal, novelty: the cosine distance of a rollout's mean embedding to the nearest training episode's.",
  code: `# one .npz per rollout, float32; steps = frames of the rollout
dropout=[passes, steps, chunk, dims]          # MC dropout, one mask a pass for the whole rollout -> "dropout disagreement"
means=…, sigmas=[members, steps, chunk, dims] # heteroscedastic members -> "disagreement", "sample spread"
logits=[members, steps, tokens, vocabulary]   # or probabilities=…, each adding up to 1
#   several members -> "mutual information", "token entropy", "expected entropy", "KL maximum", "vote entropy"
#   one member      -> "token entropy"; all are shares of ln(vocabulary)
uncertainty=[steps]                           # a figure of your own, named by ?measure=…, from 0; never a loss
signal.NAME=[steps]                           # any number of further ones, e.g. signal.point_cloud_entropy

# then: POST /scoring-runs
{"checkpointId": 1, "form": {
  "signals": [{"signal": "pour", "weight": 2}, {"signal": "stack"}],
  "only": [{"signal": "point_cloud_entropy", "above": 0.8}, {"signal": "rgb_entropy", "below": 0.5}]}}`,
};
