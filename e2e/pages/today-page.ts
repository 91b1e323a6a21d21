import { expect } from '@playwright/test';
import { ProgramPage } from './program-page';

/** The operator's one screen. */
export class TodayPage extends ProgramPage {
  get assignment() {
    return this.page.getByRole('article', { name: /^Assignment/ });
  }

  /** Asked, logged, confirmed or left of the whole round or of the assignment in hand. */
  count(of: 'The round' | 'This assignment', name: string) {
    const figures = this.page.getByLabel(of, { exact: true });
    return figures.locator('div', { has: this.page.getByText(name, { exact: true }) }).getByRole('definition');
  }

  async takeNext(): Promise<void> {
    await this.page.keyboard.press('n');
    await expect(this.page.getByRole('region', { name: 'Recording' })).toBeVisible();
  }

  /** Starts a recording, stops it and says how it ended, each with its key. */
  async record(outcome: 's' | 'd'): Promise<void> {
    const clock = this.page.getByRole('timer');
    await this.page.keyboard.press('Space');
    await expect(clock).toHaveAttribute('data-on', 'true');
    await this.page.keyboard.press('Space');
    await expect(this.page.getByRole('button', { name: 'Stopped' })).toBeVisible();
    await this.page.keyboard.press(outcome);
    await expect(clock).not.toHaveAttribute('data-on');
  }
}
