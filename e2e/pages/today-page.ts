import { type BrowserContext, expect } from '@playwright/test';
import type { PublishedProgram } from '../material/published-program';
import { ProgramPage } from './program-page';
import { SignInPage } from './sign-in-page';

/** The operator's one screen. */
export class TodayPage extends ProgramPage {
  /** The screen of the program's operator on a tablet of their own, with all it needs from the server. */
  static async onTablet(context: BrowserContext, { slug, operator }: PublishedProgram): Promise<TodayPage> {
    const page = await context.newPage();
    await new SignInPage(page).signIn(operator);
    await page.goto(`/p/${slug}/today`);
    const today = new TodayPage(page);
    await expect(today.sync).toHaveText('All stored');
    return today;
  }

  get assignment() {
    return this.page.getByRole('article', { name: /^Assignment/ });
  }

  /** Names of the levels to set up. */
  async levels(): Promise<string[]> {
    return (await this.assignment.getByRole('list').locator('strong').allTextContents()).sort();
  }

  /** Names of the levels that stand on the table, as the card says: what stays and what is to be changed. */
  async onTable(): Promise<string[]> {
    const stay = await this.assignment.getByRole('list', { name: 'Set-up' }).locator('strong').allTextContents();
    return [...stay, ...(await this.assignment.locator('s').allTextContents())].sort();
  }

  /** Asked, logged, confirmed or left of the whole round or of the assignment in hand. */
  count(of: 'The round' | 'This assignment', name: string) {
    const figures = this.page.getByLabel(of, { exact: true });
    return figures.locator('div', { has: this.page.getByText(name, { exact: true }) }).getByRole('definition');
  }

  /** Whether everything has arrived, as the head of the page says. */
  get sync() {
    return this.page.getByLabel('Sync');
  }

  /** Waits until this page would open without a network. */
  async worksOffline(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller)
        await new Promise((resolve) =>
          navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
        );
    });
  }

  /** Takes the next assignment where none is in hand. */
  async takeNextIfNone(): Promise<void> {
    const controls = this.page.getByRole('region', { name: 'Recording' });
    const next = this.page.getByRole('button', { name: /Give me next/ });
    await expect(controls.or(next)).toBeVisible();
    if (await next.isVisible()) await this.takeNext();
  }

  async takeNext(): Promise<void> {
    const next = this.page.getByRole('button', { name: /Give me next/ });
    await expect(next).toBeEnabled();
    await this.page.keyboard.press('n');
    await expect(this.page.getByRole('region', { name: 'Recording' })).toBeVisible({ timeout: 10_000 });
  }

  /** Starts a recording, stops it and says how it ended, each with its key. */
  async record(outcome: 's' | 'f' | 'd'): Promise<void> {
    const clock = this.page.getByRole('timer');
    await expect(this.page.getByRole('button', { name: 'Start' })).toBeEnabled();
    await this.page.keyboard.press('Space');
    await expect(clock).toHaveAttribute('data-on', 'true');
    await this.page.keyboard.press('Space');
    await expect(this.page.getByRole('button', { name: 'Stopped' })).toBeVisible();
    await this.page.keyboard.press(outcome);
    // A failure is asked what went wrong; the first word in the list will do.
    if (outcome === 'f') await this.page.keyboard.press('1');
    // Gone with the assignment where this was its last recording.
    await expect(this.page.locator('[role=timer][data-on]')).toHaveCount(0);
  }
}
