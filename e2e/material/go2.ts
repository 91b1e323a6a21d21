import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Material } from './material';

const samples = path.resolve(process.env.ROTA_SAMPLES ?? '../shared/data');
const recording = path.join(samples, 'go2-rollouts/rollouts.hdf5');

export const go2IsThere = existsSync(recording);

/** Three real policies of a quadruped and 70 rollouts of one of them, kicked at seven speeds and at any time. */
export const go2: Material = {
  program: 'Go2 under kicks',
  slug: 'go2-under-kicks',
  factors: [
    { name: 'Kick speed', levels: ['0', '0.8', '1.2', '1.4', '1.6', '1.8', '2'], from: 'Attribute kick_mps' },
    { name: 'Kick time', levels: ['earliest', 'early', 'middle', 'late', 'latest'], from: 'Bins of kick_step' },
  ],
  capped: 'Kick time',
  recording,
  rollouts: 70,
  frames: 12_871,
  members: [0, 1, 2].map((member) => path.join(samples, `onnx/go2-trot-x3/member-${member}.onnx`)),
  checkpoint: 'trot-300',
};
