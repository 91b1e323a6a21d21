import { expect } from '@playwright/test';
import { ProgramPage } from './program-page';

/** What a policy drives: plans of probe rollouts, evaluations and panels. */
export class RolloutsPage extends ProgramPage {
  /** Draws a proposal, in the form that a link `opened` or in one it opens, and waits for its page or for the refusal that is expected. */
  async draw(
    { share, unknown = false, opened = false }: { share: number; unknown?: boolean; opened?: boolean },
    refusal?: string,
  ): Promise<void> {
    const dialog = this.page.getByRole('dialog');
    if (!opened) await this.page.getByRole('button', { name: 'Plan probe rollouts' }).click();
    await dialog.getByLabel('Share of the matrix').fill(String(share));
    if (unknown) await dialog.getByLabel('that no policy has driven yet').check();
    await dialog.getByRole('button', { name: 'Draw the proposal' }).click();
    if (refusal) await expect(dialog.getByRole('alert')).toContainText(refusal);
    else await expect(this.page.getByRole('heading', { name: /^Probe plan/, level: 1 })).toBeVisible();
  }

  async publish(label: string): Promise<void> {
    await this.page.getByRole('button', { name: label, exact: true }).click();
    await this.page.getByRole('dialog').getByRole('button', { name: label, exact: true }).click();
    await expect(this.page.getByText('published', { exact: true })).toBeVisible();
  }

  /** Proposes a panel with two starts of each configuration and freezes it. */
  async freeze({ name, configurations }: { name: string; configurations: number }): Promise<void> {
    await this.page.getByRole('link', { name: 'Propose a panel' }).click();
    await expect(this.page.getByRole('heading', { name: 'Propose a panel', level: 1 })).toBeVisible();
    await this.page.getByLabel('Name').fill(name);
    await this.page.getByLabel('Configurations', { exact: true }).fill(String(configurations));
    await this.page.getByLabel('that no policy has driven yet').check();
    await expect(this.page.getByText(`${2 * configurations} trials an evaluation`)).toBeVisible();
    await this.page.getByRole('button', { name: 'Freeze' }).click();
    await this.page.getByRole('dialog').getByRole('button', { name: 'Freeze' }).click();
    await expect(this.page.getByRole('heading', { name: 'Rollouts', level: 1 })).toBeVisible();
  }

  /** Publishes the evaluation of the current checkpoint on the newest panel, in the form that a link `opened` or in one it opens. */
  async evaluate({ opened = false } = {}): Promise<void> {
    const dialog = this.page.getByRole('dialog');
    if (!opened) await this.page.getByRole('button', { name: 'Evaluate a checkpoint' }).click();
    await dialog.getByLabel('that no policy has driven yet').check();
    await dialog.getByRole('button', { name: 'Publish the evaluation' }).click();
    await expect(dialog).toBeHidden();
  }
}
