import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe.mjs';
import { close, GATEWAY, launch, open } from './browser.mjs';

const ACME = 'admin@acme.example';
const IT_MANAGER = 'it@acme.example';

let browser;
let page;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());
afterEach(async () => {
  const wrongs = page?.wrongs ?? [];
  if (page) await close(page);
  page = undefined;
  expect(wrongs).toEqual([]);
});

const see = async (who, path, options) => {
  page = await open(browser, who, `/integrations/${path}`, options);
  await page.waitForSelector('[data-list][data-ready]');
};
const button = (name) => page.getByRole('button', { name, exact: true });
const dialog = (name) => page.getByRole('dialog', { name });
const type = (text) => page.keyboard.type(text);
const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const focused = () => page.evaluate(() => document.activeElement?.textContent);

/** What the gateway says to a system that comes with this key. */
const asks = async (token) => {
  const answer = await fetch(`${GATEWAY}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: '{ healthStatus { overallStatus } }' }),
  });
  return answer.status;
};

// What is set up stays so: this file comes after those that count what there is.
describe('an API key', () => {
  const made = async (name) => {
    await dialog(`The key “${name}”`).waitFor();
    return page.getByLabel('Key', { exact: true }).inputValue();
  };

  it('is made, replaced and ended, with the keyboard alone', async () => {
    await see(ACME, 'api-keys');
    await button('New key').focus();
    await press('Enter');
    await dialog('New key').waitFor();
    // a name of nothing but a space: the gateway says at the field what is wrong
    await type(' ');
    await press('Tab', 'Space', 'Enter');
    await page.getByText('Must have 1 to 200 characters.').waitFor();
    expect(await violations(page)).toEqual({});
    await type('Till 7');
    await press('Enter');
    const token = await made('Till 7');
    expect(await asks(token)).toBe(200);
    expect(await violations(page)).toEqual({});
    await press('Escape');
    expect(await dialog('The key “Till 7”').isVisible()).toBe(true);
    await button('I have stored it').press('Enter');
    expect(await focused()).toBe('New key');

    await button('Rotate “Till 7”').press('Enter');
    await dialog('Rotate “Till 7”').waitFor();
    await button('Rotate').press('Enter');
    const other = await made('Till 7');
    await page.getByText(/The old key \(pgk_.+\) works until .+/).waitFor();
    expect(await Promise.all([token, other].map(asks))).toEqual([200, 200]);
    await button('I have stored it').press('Enter');
    await page.locator('[data-item]', { hasText: `…${token.slice(-4)}` }).getByText('expires in 23 hours').waitFor();

    const row = page.locator('[data-item]', { hasText: `…${other.slice(-4)}` });
    await row.getByRole('button', { name: 'Revoke' }).press('Enter');
    await dialog('Revoke “Till 7”').waitFor();
    await type('The till was sold');
    await press('Enter');
    await row.getByText('Revoked', { exact: true }).waitFor();
    await expect.poll(() => asks(other)).toBe(401);
    expect(await focused()).toBe('Keys');
  });

  it('is offered to nobody but administrators', async () => {
    await see(IT_MANAGER, 'api-keys');
    await page.getByText('An administrator of your organisation can change the settings.').waitFor();
    expect(await page.locator('[data-list]').getByRole('button').count()).toBe(0);
  });

  it('is made in Polish, too', async () => {
    await see(ACME, 'api-keys', { locale: 'pl-PL', width: 375 });
    await button('Nowy klucz').click();
    await dialog('Nowy klucz').waitFor();
    await button('Utwórz klucz').click();
    expect(await focused()).toBe('');
    await page.getByLabel('Nazwa').fill('Kasa 7');
    await button('Utwórz klucz').click();
    await page.getByText('Wybierz co najmniej jedno.').waitFor();
    await press('Escape');
    await expect.poll(focused).toBe('Nowy klucz');
  });
});
