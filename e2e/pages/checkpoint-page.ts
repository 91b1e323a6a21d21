import { expect } from '@playwright/test';
import { ProgramPage } from './program-page';

export type MemberFile = string | { name: string; mimeType: string; buffer: Buffer };

/** The wizard that registers a checkpoint in three steps, and the scoring that follows. */
export class CheckpointPage extends ProgramPage {
  async begin(): Promise<void> {
    await this.goTo('Checkpoints');
    await this.page.getByRole('link', { name: 'Register checkpoint' }).click();
    await expect(this.page.getByRole('button', { name: 'Choose files' })).toBeVisible();
  }

  async send(files: MemberFile[]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Choose files' }).click();
    await (await chooser).setFiles(files as string[]);
  }

  /** One row a member that could be opened. */
  get members() {
    return this.page.getByRole('table', { name: 'Members' }).getByRole('button', { name: 'Remove' });
  }

  async goOn(): Promise<void> {
    await this.page.getByRole('button', { name: 'Continue' }).click();
  }

  /** The last step: name, lineage and a declared size of the training set. */
  async register({ name, run, demonstrations }: { name: string; run: string; demonstrations: number }): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Name' }).fill(name);
    await this.page.getByLabel('New run').fill(run);
    await this.page.getByRole('button', { name: 'Open run' }).click();
    await expect(this.page.getByRole('combobox', { name: 'Run', exact: true })).toHaveValue(`${run} (active)`);
    await this.page.getByRole('radio', { name: 'Only its size is known' }).check();
    await this.page.getByRole('textbox', { name: 'Demonstrations' }).fill(String(demonstrations));
    await this.page.getByRole('button', { name: 'Register', exact: true }).click();
    await expect(this.page.getByRole('heading', { name: 'Scoring', level: 1 })).toBeVisible();
  }

  /** Starts scoring of actions as they are, without demonstrations to scale by, and follows it on the open page until its scores stand. */
  async score(frames: number): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Divided by' }).click();
    await this.page.getByRole('option', { name: /actions as they are/ }).click();
    await this.page.getByRole('button', { name: 'Start scoring' }).click();
    await expect(this.page.getByRole('heading', { name: /^Scoring run \d+/, level: 1 })).toBeVisible();
    const total = new RegExp(`of ${frames.toLocaleString('en')} frames`);
    await expect(this.page.getByText(total).or(this.section('Where the members disagree'))).toBeVisible();
    await expect(this.section('Where the members disagree')).toBeVisible();
  }
}
