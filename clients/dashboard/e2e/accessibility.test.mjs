import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe.mjs';
import { close, launch, open } from './browser.mjs';

const PATHS = [
  '/',
  '/integrations/dashboard',
  '/integrations/logs?status=error',
  '/integrations/error-queue',
  '/integrations/error-queue?tab=dead',
  '/integrations/error-queue?tab=incidents',
  '/integrations/comarch',
  '/integrations/edi',
  '/integrations/api-keys',
  '/integrations/webhooks',
  '/integrations/webhooks/610be000-0000-4000-8000-000000000001',
  '/integrations/export',
  '/integrations/import',
  '/integrations/portals/supplier',
  '/integrations/portals/customer',
  '/integrations/nowhere',
];

/** What axe finds inside GraphiQL and styles cannot mend: a tab is the list item around its own two buttons. */
const GRAPHIQLS_OWN = ['nested-interactive: <li aria-selected="true" role="tab" clas'];

let browser;
let page;

// one page for all of them: a new one each would take longer than what is tested
beforeAll(async () => {
  browser = await launch();
  page = await open(browser, 'admin@globex.example', '/');
});
afterAll(() => browser?.close());

const settled = () => page.waitForSelector('[data-ready], [data-feed] li, #main a', { state: 'attached' });

describe('WCAG 2.2 AA with data, at 375, 768 and 1280 px, light and dark', () => {
  it.each(PATHS)('%s', async (path) => {
    await page.goto(path);
    await settled();
    expect(await violations(page)).toEqual({});
  });

  it('an event', async () => {
    await page.goto('/integrations/logs?status=error');
    await page.locator('tbody a').first().click();
    await page.waitForSelector('[data-event-details]');
    expect(await violations(page)).toEqual({});
  });

  it('the dashboard with an open row, an open Why? and the sheet of keys', async () => {
    await page.goto('/integrations/dashboard');
    await page.locator('[data-feed] li button').first().click();
    await page.waitForSelector('[data-event-details]');
    await page.getByRole('button', { name: 'Why is Comarch Optima in this state?' }).click();
    expect(await violations(page)).toEqual({});
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    expect(await violations(page)).toEqual({});
  });

  it('GraphiQL with its documentation and an answer, but for what is its own', async () => {
    // of its own: GraphiQL remembers what was open
    const other = await open(browser, 'admin@globex.example', '/graphiql');
    await other.waitForSelector('.graphiql-query-editor .view-line');
    await other.locator('.graphiql-spinner').waitFor({ state: 'detached' });
    await other.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await other.locator('.graphiql-doc-explorer').waitFor();
    await other.getByRole('button', { name: 'Execute query' }).click();
    await other.locator('.result-window', { hasText: 'overallStatus' }).waitFor();
    const found = new Set(Object.values(await violations(other)).flat().map((line) => line.slice(0, 60)));
    await close(other);
    expect([...found]).toEqual(GRAPHIQLS_OWN);
  });

  it.each(['/login', '/graphiql'])('%s, signed out', async (path) => {
    const other = await open(browser, undefined, path);
    await other.waitForSelector('main');
    expect(await violations(other)).toEqual({});
    await close(other);
  });

  it('home, refused elsewhere', async () => {
    const other = await open(browser, 'viewer@acme.example', '/?denied');
    await other.getByRole('alert').waitFor();
    expect(await violations(other)).toEqual({});
    await close(other);
  });
});
