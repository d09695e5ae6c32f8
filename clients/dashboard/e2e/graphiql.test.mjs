import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launch, leave, open } from './browser.mjs';
import { event } from './database.mjs';

const ADMIN = 'admin@acme.example';

let browser;
let page;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());
afterEach(leave);

const see = async (who, path = '/graphiql', options = {}) => {
  page = await open(browser, who, path, options);
};
const editor = () => page.locator('.graphiql-query-editor');
const ready = async () => {
  await editor().locator('.view-line').first().waitFor();
  await page.locator('.result-window .view-lines').waitFor({ state: 'attached' });
  await page.locator('.graphiql-spinner').waitFor({ state: 'detached' });
};
const run = () => page.getByRole('button', { name: 'Execute query' }).click();
const answer = (text) => page.locator('.result-window', { hasText: text }).waitFor();
const seq = async () => Number(/"seq":\s*(\d+)/.exec(await page.locator('.result-window').innerText())?.[1] ?? 0);
const tab = (name) => page.getByRole('tab', { name, exact: true });
const title = () => page.locator('.graphiql-tab-active').innerText();

describe('GraphiQL', () => {
  it('opens with our operations as tabs, and runs one', async () => {
    await see(ADMIN);
    await ready();
    const names = await page.getByRole('tab').allInnerTexts();
    expect(names).toEqual(expect.arrayContaining(['Dashboard', 'DashboardUpdates', 'EventDetail', 'RestHealth']));
    await run();
    await answer('"overallStatus": ');
  });

  it('runs a subscription: what is pushed appears', async () => {
    await see(ADMIN);
    await ready();
    await tab('DashboardUpdates').click();
    await run();
    await expect.poll(seq, { timeout: 10_000 }).toBeGreaterThan(0);
    const before = await seq();
    await event('pushed into GraphiQL');
    await expect.poll(seq, { timeout: 10_000 }).toBeGreaterThan(before);
    await page.getByRole('button', { name: 'Stop query' }).click();
  });

  it('shows the schema with its descriptions', async () => {
    await see(ADMIN);
    await ready();
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).click();
    await page.locator('.graphiql-doc-explorer').getByRole('link', { name: 'healthStatus', exact: true }).waitFor();
  });

  it('signed out, asks to sign in, and comes back with the question', async () => {
    await see(undefined, `/graphiql#${new URLSearchParams({ query: 'query Mine { errorSummary { pendingRetries } }' })}`);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('E-mail').fill(ADMIN);
    await page.getByLabel('Password').fill('demo');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/graphiql');
    await ready();
    expect(await title()).toBe('Mine');
    await run();
    await answer('"pendingRetries"');
  });

  it('says that the session has ended, and keeps the tabs', async () => {
    await see(ADMIN);
    await ready();
    await tab('Logs').click();
    await page.context().clearCookies();
    await run();
    await page.getByRole('alert').getByText('Your session has ended').waitFor();
    expect(await title()).toBe('Logs');
    page.wrongs = page.wrongs.filter((wrong) => !wrong.includes('403'));
  });

  it.each([
    ['en', 'Insufficient permissions (403 Forbidden)', 'Dashboard'],
    ['pl-PL', 'Brak uprawnień (403 Forbidden)', 'Pulpit'],
  ])('is for those who may read the integrations, and says so in %s', async (locale, denied, back) => {
    await see('viewer@acme.example', '/graphiql', { locale });
    await page.getByText(denied).waitFor();
    await page.getByRole('link', { name: back, exact: true }).waitFor();
    expect(await editor().count()).toBe(0);
  });
});

describe('a panel of the dashboard', () => {
  const opened = async (link) => {
    const [other] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
    const first = page;
    page = other;
    await ready();
    const text = await editor().locator('.view-lines').innerText();
    page = first;
    return text.replace(/\s+/g, ' ');
  };

  it.each([
    ['Recent activity', 'query RecentActivity { recentActivity {'],
    ['Errors', 'query ErrorSummary { errorSummary {'],
  ])('%s shows its question in GraphiQL', async (panel, question) => {
    await see(ADMIN, '/integrations/dashboard');
    expect(await opened(page.getByRole('link', { name: `Open “${panel}” in GraphiQL` }))).toContain(question);
  });

  it('a card shows its question from its Why?', async () => {
    await see(ADMIN, '/integrations/dashboard');
    await page.getByRole('button', { name: 'Why is Webhooks in this state?' }).click();
    expect(await opened(page.getByRole('link', { name: 'Open in GraphiQL' }))).toContain('query HealthStatus { healthStatus {');
  });
});
