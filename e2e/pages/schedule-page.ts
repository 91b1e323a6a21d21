import { expect } from '@playwright/test';
import { ProgramPage } from './program-page';

/** Where a lead asks for a batch, and the schedule that comes of it. */
export class SchedulePage extends ProgramPage {
  async ask(demonstrations: number): Promise<void> {
    await this.page.getByLabel('Demonstrations', { exact: true }).fill(String(demonstrations));
  }

  async propose(demonstrations: number): Promise<void> {
    await this.page.getByRole('button', { name: `Propose ${demonstrations} demonstrations` }).click();
  }

  get feasibility() {
    return this.page.getByRole('dialog', { name: 'This batch does not fit under the caps' });
  }

  /** The picks in recording order. */
  get picks() {
    return this.page.getByRole('table', { name: 'Picks in recording order' });
  }

  async publish(): Promise<void> {
    await this.page.getByRole('button', { name: 'Publish', exact: true }).click();
    const sure = this.page.getByRole('dialog');
    await sure.getByRole('button', { name: 'Publish', exact: true }).click();
    await expect(this.page.getByText(/^Published: \d+ assignments/)).toBeVisible();
  }
}
