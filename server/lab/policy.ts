import { InferenceSession, Tensor } from 'onnxruntime-node';
import { POLICY_INPUT, POLICY_OUTPUT } from './policy-graph';
import { type Ensemble, exportMember } from './trainer';
import { ACTION_NAMES } from './world/workcell';

/** An ensemble that answers: `predict` gives one array per member, rows × horizon × 3 in physical units. */
export interface Policy {
  readonly members: number;
  readonly horizon: number;
  /** `observations` is rows × D. */
  predict(observations: Float32Array, rows: number): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/** Opens exported members (ONNX files with the lab's names) as one policy, on one thread in this process. */
async function openPolicy(files: readonly Uint8Array[], observationSize: number): Promise<Policy> {
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential' } as const;
  const sessions: InferenceSession[] = [];
  for (const file of files) sessions.push(await InferenceSession.create(file, options));
  const chunk = sessions[0].outputMetadata[0];
  const horizon = chunk.isTensor ? Number(chunk.shape[1]) : Number.NaN;
  return {
    members: sessions.length,
    horizon,
    async predict(observations, rows) {
      const feeds = { [POLICY_INPUT]: new Tensor('float32', observations, [rows, observationSize]) };
      const out: Float32Array[] = [];
      for (const session of sessions) {
        const values = (await session.run(feeds))[POLICY_OUTPUT].data as Float32Array;
        if (values.length !== rows * horizon * ACTION_NAMES.length) throw new RangeError('A member has another shape');
        out.push(values);
      }
      return out;
    },
    async close() {
      for (const session of sessions) await session.release();
    },
  };
}

/** The trained ensemble as a policy: every member goes through its exported file, so that what drives is what is handed out. */
export function policyOf(ensemble: Ensemble): Promise<Policy> {
  const files = Array.from({ length: ensemble.members }, (_, m) => exportMember(ensemble, m));
  return openPolicy(files, ensemble.widths[0]);
}
