import { ProgramPage } from './program-page';

/** Members and tokens of a program. */
export class PeoplePage extends ProgramPage {
  /** Makes a token and resolves to its secret, which is shown this once. */
  async makeToken(name: string, scopes: readonly string[]): Promise<string> {
    await this.goTo('People');
    const dialog = await this.openDialog('Make a token');
    await dialog.getByLabel('Name').fill(name);
    for (const scope of scopes) await dialog.getByLabel(new RegExp(`^${scope}:`)).check();
    await dialog.getByRole('button', { name: 'Make the token' }).click();
    const secret = await dialog.getByRole('code').textContent();
    await dialog.getByRole('button', { name: 'Done' }).click();
    return secret ?? '';
  }
}
