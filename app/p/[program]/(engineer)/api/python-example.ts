/** A script for a training machine that posts what an ensemble of LeRobot policies predicts on every probe rollout. */
export const pythonExample = (
  address: string,
  program: string,
) => `"""Posts what an ensemble of LeRobot policies predicts on the probe rollouts of a Rota program."""
import io
import os

import numpy as np
import requests
import torch
from lerobot.configs.policies import PreTrainedConfig
from lerobot.datasets.lerobot_dataset import LeRobotDataset
from lerobot.policies.factory import get_policy_class, make_pre_post_processors

API = "${address}/api/v1/programs/${program}"
HEADERS = {"Authorization": f"Bearer {os.environ['ROTA_TOKEN']}"}
CHECKPOINT = 1  # id of a checkpoint of the form "recorded": rota checkpoints list
MEMBERS = ["outputs/seed-0", "outputs/seed-1", "outputs/seed-2"]  # 3 to 5 trainings of one recipe
ROOTS = {"my-rollouts": "data/my-rollouts"}  # name of the dataset in Rota -> its folder here
EXECUTED = 8  # rows of a chunk that the robot executes; only these are compared
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def load(path):
    """A policy with the steps that normalise its inputs and un-normalise its actions."""
    config = PreTrainedConfig.from_pretrained(path)
    policy = get_policy_class(config.type).from_pretrained(path).to(DEVICE).eval()
    return policy, *make_pre_post_processors(config, pretrained_path=path)


@torch.inference_mode()
def chunks_of(member, frames):
    """[steps, EXECUTED, dims] float32: one un-normalised chunk for every frame, in order."""
    (policy, before, after), chunks = member, []
    policy.reset()
    for frame in frames:
        batch = before({key: value for key, value in frame.items() if key.startswith("observation.") or key == "task"})
        queues = [key for key in getattr(policy, "_queues", {}) if key != "action"]
        if queues:  # a diffusion policy looks at its last observations, which select_action puts into queues
            policy.select_action(dict(batch))
            batch = dict.fromkeys(queues)
        chunk = policy.predict_action_chunk(batch)[0, :EXECUTED]
        chunks.append(after(chunk).cpu().numpy())
    return np.stack(chunks).astype(np.float32)


members = [load(path) for path in MEMBERS]
for rollout in requests.get(f"{API}/rollouts", headers=HEADERS, timeout=60).json():
    dataset = LeRobotDataset(rollout["dataset"], root=ROOTS[rollout["dataset"]], episodes=[rollout["index"]])
    frames = [dataset[i] for i in range(len(dataset))]
    # [members, samples, steps, chunk, dims]; a stochastic model has one member and several samples.
    predictions = np.stack([chunks_of(member, frames) for member in members])[:, None]
    body = io.BytesIO()
    np.savez_compressed(body, predictions=predictions)
    answer = requests.post(
        f"{API}/checkpoints/{CHECKPOINT}/predictions",
        params={"episode": rollout["episodeId"]},
        headers=HEADERS | {"Content-Type": "application/octet-stream"},
        data=body.getvalue(),
        timeout=300,
    )
    said = answer.json() if answer.ok else answer.json()["message"]  # a refusal says what does not fit
    print(rollout["dataset"], rollout["index"], said)
`;
