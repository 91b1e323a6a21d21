import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRecording } from '@/server/formats/open-recording';

const samples = process.env.ROTA_SAMPLES ?? resolve(import.meta.dirname, '../../../shared/data');

describe.skipIf(!existsSync(join(samples, 'lerobot-v2.1-g1')))('real humanoid recordings in LeRobot v2.1', () => {
  const open = () => openRecording(join(samples, 'lerobot-v2.1-g1'));

  test('all 100 episodes and 35,965 frames are found, the missing videos are reported once', async () => {
    const { summary } = await open();
    expect(summary).toMatchObject({ format: 'lerobot-v2.1', frames: 35_965, fps: 30, robotType: 'Unitree_G1_Inspire' });
    expect(summary.episodes).toHaveLength(100);
    expect(summary.problems).toHaveLength(1);
    expect(summary.problems[0]).toMatchObject({ severity: 'warning' });
    expect(summary.problems[0].message).toMatch(/100 of 100 video files/);
  });

  test('nested names are flattened, video is not readable, outcomes stay unknown', async () => {
    const { summary } = await open();
    const feature = (name: string) => summary.features.find((each) => each.name === name);
    expect(feature('action')).toMatchObject({ shape: [26], readable: true });
    expect(feature('action')?.names?.[0]).toBe('kLeftShoulderPitch');
    expect(feature('observation.images.cam_high')?.readable).toBe(false);
    expect(new Set(summary.episodes.map((episode) => episode.outcome.value))).toEqual(new Set(['unknown']));
    expect(summary.tasks).toEqual(['Pick up the yellow bottle on the table.']);
  });

  test('signals have the episode length and finite values', async () => {
    const source = await open();
    const signals = await source.signals(7, ['action', 'timestamp']);
    const action = signals.get('action');
    expect(action?.frames).toBe(source.summary.episodes[7].length);
    expect(action?.values).toHaveLength((action?.frames ?? 0) * 26);
    expect(Array.from(action?.values ?? [], Number).every(Number.isFinite)).toBe(true);
    expect(signals.get('timestamp')?.shape).toEqual([]);
    await expect(source.signals(7, ['observation.images.cam_high'])).rejects.toThrow(/is a video/);
  });
});

describe.skipIf(!existsSync(join(samples, 'go2-rollouts')))('quadruped rollouts in robomimic HDF5', () => {
  test('70 rollouts, 12,871 steps and 32 successes are found in numeric order', async () => {
    const source = await openRecording(join(samples, 'go2-rollouts', 'rollouts.hdf5'));
    const { summary } = source;
    expect(summary).toMatchObject({ format: 'robomimic', frames: 12_871, fps: null, problems: [] });
    expect(summary.episodes.map((episode) => episode.index)).toEqual(Array.from({ length: 70 }, (_, i) => i));
    expect(summary.episodes.filter((episode) => episode.outcome.value === 'success')).toHaveLength(32);
    expect(summary.attributes).toEqual(['kick_mps', 'kick_step', 'success']);
    expect(new Set(summary.episodes.map((episode) => episode.attributes.kick_mps)).size).toBe(7);
    const signals = await source.signals(10, ['actions', 'obs/policy_obs']);
    expect(signals.get('obs/policy_obs')).toMatchObject({ frames: summary.episodes[10].length, shape: [40] });
    await source.close();
  });
});
