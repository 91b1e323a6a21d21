import { expect, type Locator } from '@playwright/test';
import { ProgramPage } from './program-page';

/** The import wizard, from a file to the record of an import. */
export class ImportPage extends ProgramPage {
  async begin(): Promise<void> {
    await this.goTo('Imports');
    await this.page.getByRole('link', { name: 'Import recordings' }).first().click();
    await expect(this.page.getByRole('heading', { name: 'Import recordings', level: 1 })).toBeVisible();
  }

  /** Sends a file; the dry run or a refusal follows. */
  async send(file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Choose a file' }).click();
    await (await chooser).setFiles(file);
  }

  async goOn(label: 'Map it' | 'Preview' | 'Import'): Promise<void> {
    await this.page.getByRole('button', { name: label, exact: true }).click();
  }

  factor(name: string): Locator {
    return this.page.getByRole('region', { name });
  }

  /** Says that a policy drove, reads every factor from what is named for it, and confirms guesses. */
  async mapRollouts(factors: readonly { name: string; from: string }[]): Promise<void> {
    await this.page.getByRole('radio', { name: /^A policy/ }).check();
    for (const { name, from } of factors) {
      await this.page.getByLabel(`${name} is read from`).selectOption({ label: from });
      const guess = this.factor(name).getByRole('button', { name: 'Confirm this guess' });
      if (await guess.isVisible()) await guess.click();
    }
  }
}
