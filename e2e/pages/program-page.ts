import { expect, type Page } from '@playwright/test';

/** The frame of a program: its places in the rail, and the head every page has. */
export class ProgramPage {
  constructor(readonly page: Page) {}

  /** Follows the rail to a place and waits for its page. */
  async goTo(place: string, heading: string | RegExp = place): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).click();
    await expect(this.page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
  }

  section(title: string | RegExp) {
    return this.page.getByRole('region', { name: title });
  }
}
