import { expect, type Locator, type Page } from '@playwright/test';
import type { Role } from '@/server/core/people/access';
import type { Person } from './sign-in-page';

/** A factor as a lead types it. */
export interface TypedFactor {
  name: string;
  levels: readonly string[];
}

/** The wizard that makes a program in four steps. */
export class NewProgramPage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto('/programs/new');
    await expect(this.page.getByLabel('Name', { exact: true })).toBeVisible();
  }

  async describe(name: string, blockSize: number): Promise<void> {
    await this.page.getByLabel('Name', { exact: true }).fill(name);
    await this.page.getByLabel('Block size').fill(String(blockSize));
    await this.page.getByLabel(/^Cost per demonstration/).fill('12.50');
    await this.goOn();
  }

  /** Types every factor with its levels, over the four that are suggested. */
  async typeFactors(factors: readonly TypedFactor[]): Promise<void> {
    const names = this.page.getByLabel('Name of the factor');
    await expect(names.first()).toBeVisible();
    for (let extra = (await names.count()) - factors.length; extra > 0; extra--) {
      await this.page
        .getByRole('button', { name: /^Remove the factor/ })
        .last()
        .click();
    }
    await expect(names).toHaveCount(factors.length);
    for (const [index, { name, levels }] of factors.entries()) {
      await names.nth(index).fill(name);
      await this.page
        .getByLabel(/^Levels of .*, one a line$/)
        .nth(index)
        .fill(levels.join('\n'));
    }
  }

  capOf(factor: string): Locator {
    return this.page.getByRole('region', { name: factor });
  }

  async invite(name: string, roles: readonly Role[]): Promise<void> {
    const people = this.page.getByRole('group').filter({ has: this.page.getByLabel('Name of the person') });
    const before = await people.count();
    await this.page.getByRole('button', { name: 'Add a person' }).click();
    const row = people.nth(before);
    await row.getByLabel('Name of the person').fill(name);
    if (!roles.includes('operator')) await row.getByLabel('operator').uncheck();
    for (const role of roles) await row.getByLabel(role, { exact: true }).check();
  }

  async goOn(): Promise<void> {
    await this.page.getByRole('button', { name: 'Continue' }).click();
  }

  /** Makes the program; the passwords that are shown this once, by name. */
  async make(): Promise<Record<string, Person>> {
    await this.page.getByRole('button', { name: 'Make the program' }).click();
    const shown = this.page.getByRole('region', { name: /Passwords/ }).getByRole('code');
    const lines = ((await shown.textContent()) ?? '').trim().split('\n');
    return Object.fromEntries(
      lines.map((line) => {
        const [name, password] = line.split('\t');
        return [name, { name, password }];
      }),
    );
  }

  async openMade(): Promise<void> {
    await this.page.getByRole('link', { name: 'Open the program' }).click();
    await expect(this.page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
  }
}
