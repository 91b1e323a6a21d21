import { expect, type Page } from '@playwright/test';

/** Whoever signs in, with the password they were shown. */
export interface Person {
  name: string;
  password: string;
}

/** The admin of an installation that was started empty. */
export const ADMIN: Person = { name: 'admin', password: process.env.ROTA_ADMIN_PASSWORD ?? '' };

/** The sign-in page and the menu that leads back to it. */
export class SignInPage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto('/sign-in');
  }

  /** Fills in the form and sends it; says nothing about the answer. */
  async send({ name, password }: Person): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Name' }).fill(name);
    await this.page.getByRole('textbox', { name: 'Password' }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }

  /** Signs in and waits until the person's own page stands. */
  async signIn(person: Person): Promise<void> {
    await this.open();
    await this.send(person);
    await expect(this.menuOf(person)).toBeVisible();
  }

  menuOf({ name }: Person) {
    return this.page.getByRole('button', { name: `${name}: theme and sign out` });
  }

  async choose(person: Person, item: string): Promise<void> {
    const entry = this.page.getByRole('menuitem', { name: item, exact: true });
    // A press before the page has come alive opens nothing; a person would press again.
    await expect(async () => {
      if (!(await entry.isVisible())) await this.menuOf(person).click();
      await expect(entry).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await entry.click();
  }

  async expectHere(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
  }
}
