import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe.mjs';
import { launch, leave, open } from './browser.mjs';
import { deadLetter, end } from './database.mjs';

const ACME = 'admin@acme.example';
const GLOBEX = 'admin@globex.example';
const IT_MANAGER = 'it@acme.example';

let browser;
let page;

beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await end();
});
afterEach(leave);

const see = async (who, path) => {
  page = await open(browser, who, path);
};

const flat = (text) => text.replace(/\s+/g, ' ');

// What is repaired stays so: this file comes after those that count failures.
describe('AC-3, Retry Now', () => {
  const failure = async (who) => {
    await see(who, '/integrations/logs?status=error&type=webhooks&date_range=24h');
    await page.locator('[data-ready] tbody tr').first().getByRole('link').first().click();
    await page.locator('[data-event-details]').waitFor();
  };

  it('is not offered to an IT manager', async () => {
    await failure(IT_MANAGER);
    expect(await page.getByRole('button', { name: 'Retry Now' }).count()).toBe(0);
  });

  it('sends a failed delivery again and says what came of it', async () => {
    await failure(GLOBEX);
    await page.getByRole('button', { name: 'Retry Now' }).click();
    await page.getByText('Succeeded, HTTP 202').waitFor();
    await page.getByRole('link', { name: 'Open the outcome' }).click();
    await page.getByRole('heading', { name: 'webhook.delivery sent again' }).waitFor();
  });

  it('tries many dead letters again, told before how many', async () => {
    await see(GLOBEX, '/integrations/error-queue?tab=dead');
    await page.getByRole('button', { name: 'Retry many…' }).click();
    await page.getByText('2 dead letters will be tried again').waitFor();
    await page.getByLabel('Why?').fill('The receiver is back');
    await page.getByRole('button', { name: 'Start' }).click();
    await page.locator('[data-replay=COMPLETED]').waitFor();
    expect(flat(await page.locator('[data-replay]').innerText())).toContain('Succeeded 2');
  });

  it('gives one dead letter up, and asks why', async () => {
    await deadLetter('HTTP 410 Gone');
    await see(ACME, '/integrations/error-queue?tab=dead');
    const letter = page.locator('[data-item]', { hasText: 'HTTP 410 Gone' });
    await letter.getByRole('button', { name: 'Discard' }).click();
    await page.getByLabel('Why?').fill('The shop is closed');
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await letter.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Dead letters');
  });
});

describe('incidents', () => {
  const incident = () => page.locator('[data-item]').filter({ hasText: 'Invalid API credentials' });

  it('are looked after and resolved by keyboard, with a note', async () => {
    await see(GLOBEX, '/integrations/error-queue?tab=incidents');
    await incident().getByRole('button', { name: 'Acknowledge' }).focus();
    await page.keyboard.press('Enter');
    await incident().getByText('Gloria Admin looks after it').waitFor();
    await incident().getByRole('button', { name: 'Resolve…' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Invalid API credentials' });
    await dialog.getByLabel('What was it').fill('The API password had expired');
    expect(await violations(page)).toEqual({});
    await dialog.getByRole('button', { name: 'Resolve' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => incident().count()).toBe(0);
    await page.getByRole('combobox', { name: 'State' }).selectOption({ label: 'Resolved' });
    await incident().getByText('The API password had expired').waitFor();
  });
});
