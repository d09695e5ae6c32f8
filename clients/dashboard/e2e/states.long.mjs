import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe.mjs';
import { close, launch, open } from './browser.mjs';
import { emptyOrg, end } from './database.mjs';

const ADMIN = 'admin@acme.example';
const PATHS = ['dashboard', 'logs', 'error-queue', 'comarch', 'edi', 'api-keys', 'webhooks', 'export', 'import'];

let browser;

beforeAll(async () => {
  await emptyOrg();
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await end();
});

/** Nobody answers: sockets stay silent, questions hang. */
const silent = async (page) => {
  await page.routeWebSocket('**/graphql', () => undefined);
  await page.route('**/graphql', () => undefined);
};
/** Sockets are refused, and questions fail. */
const broken = async (page) => {
  await page.routeWebSocket('**/graphql', (socket) => socket.close({ code: 1013 }));
  await page.route('**/graphql', (route) => route.fulfill({ status: 500, body: '' }));
};

async function look(who, path, before, sign) {
  const page = await open(browser, who, `/integrations/${path}`, { before });
  await page.waitForSelector(sign);
  const found = await violations(page);
  await close(page);
  return found;
}

describe('WCAG 2.2 AA while a page loads', () => {
  it.each(PATHS)('%s', async (path) => {
    expect(await look(ADMIN, path, silent, 'main [aria-busy=true], main h1')).toEqual({});
  });
});

describe('WCAG 2.2 AA in an organisation that has nothing', () => {
  it.each(PATHS)('%s', async (path) => {
    expect(await look('admin@empty.example', path, undefined, '[data-ready], [data-feed] p')).toEqual({});
  });
});

describe('WCAG 2.2 AA when nothing can be read', () => {
  it.each(PATHS)('%s', async (path) => {
    expect(await look(ADMIN, path, broken, 'main [role=alert], [data-live=lost]')).toEqual({});
  });
});
