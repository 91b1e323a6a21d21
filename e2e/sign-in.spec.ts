import { expect, test } from '@playwright/test';
import { publishedProgram } from './material/published-program';
import { ADMIN, SignInPage } from './pages/sign-in-page';

test('a signed-out visitor is sent to sign-in and back to where they wanted to go', async ({ page }) => {
  await page.goto('/programs/new');
  const signIn = new SignInPage(page);
  await signIn.expectHere();
  await signIn.send(ADMIN);
  await expect(page).toHaveURL('/programs/new');
  await expect(page.getByRole('heading', { name: 'New program', level: 1 })).toBeVisible();
});

test('a wrong password is refused with what to do next, and keeps the name', async ({ page }) => {
  const signIn = new SignInPage(page);
  await signIn.open();
  await signIn.send({ ...ADMIN, password: 'not the password' });
  await expect(page.getByRole('alert').filter({ hasText: 'That name and password do not match.' })).toContainText(
    'rota people reset NAME',
  );
  await expect(page.getByLabel('Name')).toHaveValue(ADMIN.name);
});

test('a foreign address in the way back is not followed', async ({ page }) => {
  await page.goto('/sign-in?callbackUrl=https://example.org/');
  await new SignInPage(page).send(ADMIN);
  await expect(new SignInPage(page).menuOf(ADMIN)).toBeVisible();
  await expect(page).toHaveURL(/^http:\/\/localhost/);
});

test('after signing out the pages are closed', async ({ page }) => {
  const signIn = new SignInPage(page);
  await signIn.signIn(ADMIN);
  await signIn.choose(ADMIN, 'Sign out');
  await signIn.expectHere();
  await page.goto('/programs/new');
  await signIn.expectHere();
});

test('signing out on every device ends a session in another browser', async ({ page, browser }) => {
  const { operator } = await publishedProgram(page, 'sign-out', { demonstrations: 6, blockSize: 3 });
  const [here, there] = await Promise.all(
    [1, 2].map(async () => new SignInPage(await (await browser.newContext()).newPage())),
  );
  await here.signIn(operator);
  await there.signIn(operator);

  await here.choose(operator, 'Sign out everywhere');
  await here.expectHere();
  await there.page.reload();
  await there.expectHere();
  await Promise.all([here, there].map((one) => one.page.context().close()));
});
