import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe.mjs';
import { GATEWAY, launch, leave, open } from './browser.mjs';

const ACME = 'admin@acme.example';
const GLOBEX = 'admin@globex.example';
const IT_MANAGER = 'it@acme.example';

let browser;
let page;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());
afterEach(leave);

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

let times = 0;
/** Another name each time: a scenario that is tried once more finds what it left. */
const fresh = (name) => `${name} ${++times}`;

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
    const till = fresh('Till');
    await see(ACME, 'api-keys');
    await button('New key').focus();
    await press('Enter');
    await dialog('New key').waitFor();
    // a name of nothing but a space: the gateway says at the field what is wrong
    await type(' ');
    await press('Tab', 'Space', 'Enter');
    await page.getByText('Must have 1 to 200 characters.').waitFor();
    expect(await violations(page)).toEqual({});
    await type(till);
    await press('Enter');
    const token = await made(till);
    expect(await asks(token)).toBe(200);
    expect(await violations(page)).toEqual({});
    await press('Escape');
    expect(await dialog(`The key “${till}”`).isVisible()).toBe(true);
    await button('I have stored it').press('Enter');
    expect(await focused()).toBe('New key');

    await button(`Rotate “${till}”`).press('Enter');
    await dialog(`Rotate “${till}”`).waitFor();
    await button('Rotate').press('Enter');
    const other = await made(till);
    await page.getByText(/The old key \(pgk_.+\) works until .+/).waitFor();
    expect(await Promise.all([token, other].map(asks))).toEqual([200, 200]);
    await button('I have stored it').press('Enter');
    await page.locator('[data-item]', { hasText: `…${token.slice(-4)}` }).getByText('expires in 23 hours').waitFor();

    const row = page.locator('[data-item]', { hasText: `…${other.slice(-4)}` });
    await row.getByRole('button', { name: 'Revoke' }).press('Enter');
    await dialog(`Revoke “${till}”`).waitFor();
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

describe('a connection', () => {
  const row = () => page.getByRole('region', { name: 'Connections' }).locator('[data-item]');

  it('is set up, changed, switched off and removed', async () => {
    await see(ACME, 'export');
    await page.getByText('Not configured').waitFor();
    await button('Set up a connection').click();
    await page.getByLabel('Name').fill('Price lists');
    await page.getByRole('spinbutton').fill('90');
    await page.getByLabel(/^A run .* unit$/).selectOption('minutes');
    await page.getByLabel(/^Probe address/).fill('http://prices.example');
    await button('Save').click();
    // the gateway says at the field why it asks no such address
    await page.getByText('Only https is called.').waitFor();
    expect(await focused()).toBe('');
    expect(await violations(page)).toEqual({});
    await page.getByLabel(/^Probe address/).fill('');
    await button('Save').click();
    await row().getByText('Price lists').waitFor();
    expect(await row().innerText()).toMatch(/Expected every\s+90 minutes/);
    // its card knows it without being asked
    await page.getByText('Not configured').waitFor({ state: 'detached' });

    await button('Change “Price lists”').click();
    expect(await page.getByRole('spinbutton').inputValue()).toBe('90');
    await page.getByLabel('Name').fill('Prices');
    await button('Save').click();
    await button('Change “Prices”').waitFor();

    await button('Switch off').click();
    await page.getByLabel('Why?').fill('The season is over');
    await dialog('Switch “Prices” off').getByRole('button', { name: 'Switch off' }).click();
    await row().getByText('Switched off').waitFor();
    await button('Switch on').click();
    await row().getByText('Ready').waitFor();

    await button('Remove “Prices”').click();
    await page.getByLabel('Why?').fill('Nobody exports any more');
    await button('Remove').click();
    await page.getByText('Nothing is connected yet').waitFor();
    expect(await focused()).toBe('Connections');
  });
});

describe('a webhook', () => {
  it('is added, and its secret replaced; each is shown once', async () => {
    const till = fresh('Till');
    await see(ACME, 'webhooks');
    await button('New webhook').click();
    await page.getByLabel('Name').fill(till);
    await page.getByLabel('Address', { exact: true }).fill('http://example.com/webhooks/till');
    await page.getByLabel(/^Told of/).fill('order.created');
    await button('Add webhook').click();
    await page.getByText('Only https is called.').waitFor();
    await page.getByLabel('Address', { exact: true }).fill('https://example.com/webhooks/till');
    await button('Add webhook').click();
    await dialog(`The secret of “${till}”`).waitFor();
    expect(await page.getByLabel('Signing secret').inputValue()).toMatch(/^whsec_.{20,}$/);
    expect(await violations(page)).toEqual({});
    await button('I have stored it').click();
    await page.getByRole('link', { name: till }).waitFor();
    expect(await focused()).toBe('New webhook');
    await page.getByRole('link', { name: till }).click();
    await button('Rotate secret').click();
    await button('Rotate').click();
    await page.getByText(/^Deliveries are signed with the old secret, too, until/).waitFor();
    await button('I have stored it').click();
    await page.getByText('Signed with the old secret, too, until', { exact: true }).waitFor();
  });

  it('is tested, paused and resumed', async () => {
    page = await open(browser, GLOBEX, '/integrations/webhooks/610be000-0000-4000-8000-000000000001');
    await button('Send test').click();
    await page.getByText('Succeeded, HTTP 202').waitFor();
    expect(await violations(page)).toEqual({});
    await button('Pause “Shop”').click();
    await page.getByLabel('Why?').fill('The receiver moves');
    await dialog('Pause “Shop”').getByRole('button', { name: 'Pause' }).click();
    await page.getByText('The receiver moves').waitFor();
    expect(await button('Send test').count()).toBe(0);
    await button('Resume “Shop”').click();
    await button('Send test').waitFor();
  });

  it('comes from a sender that is added and removed', async () => {
    const courier = fresh('Courier');
    await see(ACME, 'webhooks');
    await button('New sender').click();
    await page.getByLabel('Name').fill(courier);
    await button('Add sender').click();
    await dialog(`The secret of “${courier}”`).waitFor();
    expect(await page.getByLabel('Sends to').inputValue()).toMatch(/^http.+\/api\/integrations\/webhooks\/.+/);
    await button('I have stored it').click();
    await button(`Remove “${courier}”`).click();
    await button('Remove').click();
    await page.locator('[data-toast]', { hasText: `“${courier}” is removed.` }).waitFor();
    expect(await focused()).toBe('Senders');
  });
});
