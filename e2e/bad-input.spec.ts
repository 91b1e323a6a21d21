import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { truncatedRecording, writeMembers } from './material/made';
import { CheckpointPage } from './pages/checkpoint-page';
import { ImportPage } from './pages/import-page';
import { NewProgramPage } from './pages/new-program-page';
import { ProgramPage } from './pages/program-page';
import { SchedulePage } from './pages/schedule-page';
import { ADMIN, type Person, SignInPage } from './pages/sign-in-page';

const MARKUP = '<img src=x onerror="document.title=1"> & <b>bold</b>';
const ENVIRONMENTS = ['kitchen', 'office', 'workshop', 'hall', 'shelf'];

/** A program of its own for these tests; resolves to a lead who is in no other program. */
async function programCalled(name: string, levels: readonly string[], lead: string, page: Page): Promise<Person> {
  await new SignInPage(page).signIn(ADMIN);
  const wizard = new NewProgramPage(page);
  await wizard.open();
  await wizard.describe(name, 5);
  await wizard.typeFactors([
    { name: 'Object', levels },
    { name: 'Environment', levels: ENVIRONMENTS },
  ]);
  await wizard.goOn();
  await wizard.goOn();
  await wizard.invite(lead, ['lead']);
  const passwords = await wizard.make();
  await wizard.openMade();
  return passwords[lead];
}

test.describe('bad input is answered with a sentence to act on', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rota-bad-input-'));
  let desk: Page;
  let close: () => Promise<void>;

  let slug: string;

  test.beforeAll(async ({ browser }, info) => {
    // After a failure the other tests go on in a new worker, which makes its own program.
    slug = `bench-${info.workerIndex}`;
    ({ desk, close } = await leadAtDesk(browser));
  });
  test.afterAll(() => close());

  async function leadAtDesk(browser: Browser) {
    const office = await browser.newContext();
    const lead = await programCalled(slug, ['mug', MARKUP], `${slug}-lead`, await office.newPage());
    const room = await browser.newContext();
    const page = await room.newPage();
    await new SignInPage(page).signIn(lead);
    return {
      desk: page,
      close: async () => {
        await office.close();
        await room.close();
      },
    };
  }

  // The framework announces every new page in an alert of its own, without paragraphs.
  const refusal = (page: Page) => page.getByRole('alert').filter({ has: page.getByRole('paragraph') });

  async function sendRecording(name: string, buffer: Buffer): Promise<void> {
    const wizard = new ImportPage(desk);
    await wizard.begin();
    await wizard.send({ name, mimeType: 'application/octet-stream', buffer });
  }

  test('markup in a name is shown as the text it is', async () => {
    await new ProgramPage(desk).goTo('Matrix');
    await expect(desk.getByText(MARKUP).first()).toBeVisible();
    await expect(desk).toHaveTitle(/Matrix/);
  });

  test('a truncated parquet file is named, with what is left of the recording', async () => {
    await sendRecording('cut.zip', await truncatedRecording(folder));
    await expect(desk.getByText(/parquet/).first()).toBeVisible();
    await expect(desk.getByText(/cut off|truncated|footer|cannot be read/i).first()).toBeVisible();
  });

  test('an HDF5 file of something else is refused', async () => {
    await sendRecording('other.hdf5', Buffer.concat([Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), Buffer.alloc(2048)]));
    await expect(refusal(desk)).toContainText('other.hdf5');
    await expect(refusal(desk)).toContainText('Nothing was imported.');
  });

  test('an upload above the limit names the import folder and the command', async () => {
    await sendRecording('huge.zip', Buffer.alloc(13 * 1024 * 1024));
    await expect(refusal(desk)).toContainText('uploads end at 12 MB');
    await expect(refusal(desk)).toContainText('import folder');
    await expect(refusal(desk)).toContainText('rota import');
  });

  test('a model that is not ONNX is refused', async () => {
    const wizard = new CheckpointPage(desk);
    await wizard.begin();
    await wizard.send([{ name: 'notes.onnx', mimeType: 'application/octet-stream', buffer: Buffer.from('no model') }]);
    await expect(refusal(desk)).toContainText('notes.onnx');
    await expect(wizard.members).toHaveCount(0);
  });

  test('members that predict different shapes are refused with the figures', async () => {
    const wizard = new CheckpointPage(desk);
    await wizard.begin();
    await wizard.send([...writeMembers(folder).slice(0, 2), writeMembers(folder, 2)[2]]);
    await expect(wizard.members).toHaveCount(3);
    await wizard.goOn();
    await desk.getByRole('combobox', { name: /^observation.state/ }).click();
    await desk.getByRole('option', { name: 'constant 0' }).click();
    await wizard.goOn();
    await desk.getByRole('textbox', { name: 'Name' }).fill('mixed');
    await desk.getByRole('button', { name: 'Register', exact: true }).click();
    await expect(refusal(desk)).toContainText('members of one checkpoint must agree');
  });

  test('a batch that the caps cannot hold is answered with sizes that fit', async () => {
    const schedule = new SchedulePage(desk);
    await schedule.goTo('Schedule');
    await schedule.ask(58);
    await expect(desk.getByText('Does not fit under the caps')).toBeVisible();
    await schedule.propose(58);
    await expect(schedule.feasibility.getByRole('button', { name: '55 demonstrations' })).toBeVisible();
    await expect(schedule.feasibility.getByRole('button', { name: '60 demonstrations' })).toBeVisible();
    await desk.keyboard.press('Escape');
  });

  test("another program's address leads nowhere, as one that does not exist", async ({ page }) => {
    const stranger = await programCalled(`else-${slug}`, ['cup', 'can'], `else-${slug}-lead`, page);
    await page.context().clearCookies();
    await new SignInPage(page).signIn(stranger);
    await page.goto(`/p/${slug}/matrix`);
    const heading = page.getByRole('heading', { level: 1 });
    const words = await heading.textContent();
    await expect(page.getByText(MARKUP)).toHaveCount(0);
    await page.goto('/p/no-such-program/matrix');
    await expect(heading).toHaveText(words ?? '');
  });
});
