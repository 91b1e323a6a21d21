import { expect, type Locator, type Page } from '@playwright/test';

/** The frame of a program: its places in the rail, and the head every page has. */
export class ProgramPage {
  constructor(readonly page: Page) {}

  /** Follows the rail to a place and waits for its page. */
  async goTo(place: string, heading: string | RegExp = place): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).click();
    await expect(this.page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
  }

  /** Presses a button until its dialog stands: a press before the page has come alive opens nothing, and a person would press again. */
  async openDialog(button: string): Promise<Locator> {
    const dialog = this.page.getByRole('dialog');
    await expect(async () => {
      if (!(await dialog.isVisible())) await this.page.getByRole('button', { name: button }).click();
      await expect(dialog).toBeVisible({ timeout: 2_000 });
    }).toPass();
    return dialog;
  }

  section(title: string | RegExp) {
    return this.page.getByRole('region', { name: title });
  }
}
