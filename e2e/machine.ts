import { type APIRequestContext, expect } from '@playwright/test';

/** A script of the team that talks to the API with a token. */
export class Machine {
  constructor(
    private readonly request: APIRequestContext,
    private readonly program: string,
    private readonly token: string,
  ) {}

  /** Posts to the program and resolves to the answer; anything but success fails the test with the server's words. */
  async post<Answer>(path: string, data: unknown): Promise<Answer> {
    const response = await this.request.post(`/api/v1/programs/${this.program}/${path}`, {
      headers: { authorization: `Bearer ${this.token}` },
      data,
    });
    expect(response.ok(), `${path}: ${response.status()} ${await response.text()}`).toBe(true);
    return response.json();
  }

  /** Registers a checkpoint of a run with its training set, with no model of its own. */
  async checkpoint(name: string, runId: number, trainingSet: object): Promise<void> {
    await this.post('checkpoints', {
      name,
      form: 'recorded',
      runId,
      trainingSet,
      card: { actions: [{ name: 'dx', unit: '', kind: 'position' }], chunkLength: 1, executedSteps: 1 },
    });
  }

  /** Posts one trial per start of the panel, the first `successes` of them successes. */
  async evaluate(checkpoint: string, panel: string, starts: number, successes: number): Promise<void> {
    const trials = Array.from({ length: starts }, (_, start) =>
      start < successes ? { start, outcome: 'success' } : { start, outcome: 'failure', failureMode: 'dropped' },
    );
    await this.post('evaluations', { checkpoint, panel, trials });
  }
}
