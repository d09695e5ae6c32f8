import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launch, leave, open } from './browser.mjs';
import { end, without } from './database.mjs';

const ACME = 'admin@acme.example';
const GLOBEX = 'admin@globex.example';
const NORTHWIND = 'admin@northwind.example';

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

const flat = (text) => text.replace(/\s+/g, ' ');
const see = async (who, path, options) => {
  page = await open(browser, who, `/integrations/${path}`, options);
  await page.waitForSelector('[data-list][data-ready]');
  return page;
};
const list = (name) => page.getByRole('region', { name, exact: true });
const rows = (name) => list(name).locator('[data-item]');
const row = async (name, text) => flat(await rows(name).filter({ hasText: text }).first().innerText());
const filter = (name, label) => list(name).getByRole('combobox', { name: label });
/** A filter chooses, the address keeps it, and only what matches is left. */
const choose = async (label, option, name, expected) => {
  await filter(name, label).selectOption({ label: option });
  await expect.poll(() => rows(name).count()).toBe(expected);
};

describe('the 24-hour strip', () => {
  it('says in words what it draws, and hour by hour to the arrow keys', async () => {
    page = await open(browser, ACME, '/integrations/dashboard');
    const strip = page.locator('[data-card=COMARCH]').getByRole('slider');
    await strip.waitFor();
    expect(await strip.getAttribute('aria-label')).toMatch(
      /^Comarch Optima, the last 24 hours: 38 succeeded, 2 failed\. Failures in the hours from .+, .+\.$/,
    );
    expect(await strip.locator('g').count()).toBe(25);
    await strip.focus();
    const said = new Set();
    for (let hour = 0; hour < 25; hour++) {
      said.add(await strip.getAttribute('aria-valuetext'));
      expect(flat(await page.locator('[data-card=COMARCH] [data-strip] p').innerText())).toBe(
        flat(await strip.getAttribute('aria-valuetext')),
      );
      await page.keyboard.press('ArrowLeft');
    }
    expect(said.size).toBe(25);
    const counted = [...said].map((text) => Number(/(\d+) failed/.exec(text)?.[1] ?? 0));
    expect(counted.reduce((sum, n) => sum + n, 0)).toBe(2);
  });

  it('leads to the log of the hour', async () => {
    page = await open(browser, ACME, '/integrations/dashboard');
    const strip = page.locator('[data-card=WEBHOOKS]').getByRole('slider');
    await strip.focus();
    await page.keyboard.press('ArrowLeft');
    const told = Number(/(\d+) succeeded/.exec(await strip.getAttribute('aria-valuetext'))[1]);
    await page.keyboard.press('Enter');
    await page.waitForURL(/logs\?type=webhooks&date_range=custom&from=.+&to=.+/);
    await page.waitForSelector('[data-ready] tbody tr');
    expect(await page.locator('tbody tr', { hasText: 'Success' }).count()).toBe(told);
  });
});

describe('the error queue', () => {
  it('lists what will be tried again: what, when, how often, why', async () => {
    await see(GLOBEX, 'error-queue?tab=retries');
    expect(await rows('Pending retries').count()).toBe(3);
    const text = await row('Pending retries', 'Export of invoices');
    expect(text).toMatch(/Export · 50339921 in \d+ hours 1 of 5 4 hours ago Sender Timeout/);
    await choose('Integration', 'Webhooks', 'Pending retries', 2);
    expect(page.url()).toContain('tab=retries&type=webhooks');
    await rows('Pending retries').first().getByRole('link').click();
    await page.waitForSelector('[data-event-details]');
    expect(await page.locator('[data-event-details]').innerText()).toContain('503');
  });

  it('lists what nobody will try again', async () => {
    await see(GLOBEX, 'error-queue?tab=dead');
    expect(await rows('Dead letters').count()).toBe(2);
    expect(await row('Dead letters', 'webhook to')).toContain(
      'HTTP 503 Service Temporarily Unavailable after 5 attempts',
    );
    await choose('Integration', 'EDI', 'Dead letters', 0);
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await expect.poll(() => rows('Dead letters').count()).toBe(2);
  });
});

describe('incidents', () => {
  it('the dashboard says in a line each what its failures come down to', async () => {
    page = await open(browser, ACME, '/integrations/dashboard');
    const lines = page.locator('[data-errors] [data-incidents] li');
    await expect.poll(() => lines.count()).toBe(2);
    expect(flat(await lines.first().innerText())).toMatch(
      /Connection timeout after 30s Same error 36 times since .+, 36 orders waiting/,
    );
    expect(flat(await lines.last().innerText())).toContain('Last time: ');
    await lines.first().getByRole('link').click();
    await page.waitForURL(/error-queue\?tab=incidents/);
    await page.waitForSelector('[data-list][data-ready]');
  });

  it('lists them with what helped the last time, and leads to their failures', async () => {
    await see(ACME, 'error-queue?tab=incidents');
    await expect.poll(() => rows('Incidents').count()).toBe(2);
    const newsletter = await row('Incidents', 'HTTP 502 Proxy Error');
    expect(newsletter).toMatch(/Open HTTP 502 Proxy Error Same error 24 times since .+, 24 customers waiting/);
    expect(newsletter).toMatch(/Webhooks · Newsletter · Last failure .+ · came back once/);
    expect(newsletter).toMatch(/Last time: .+ Ida Tech, /);
    await rows('Incidents').filter({ hasText: 'timeout' }).getByRole('link', { name: 'Show its failures' }).click();
    await page.waitForURL(/logs\?incident=/);
    await page.waitForSelector('[data-ready] tbody tr');
    expect(await page.locator('tbody tr').count()).toBe(36);
    await page.getByText('Failures of one incident').waitFor();
  });

  it('filters them by state, and offers no act to an IT manager', async () => {
    await see('it@acme.example', 'error-queue?tab=incidents');
    await expect.poll(() => rows('Incidents').count()).toBe(2);
    expect(await list('Incidents').getByRole('button', { name: 'Acknowledge' }).count()).toBe(0);
    await choose('State', 'Resolved', 'Incidents', 0);
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await expect.poll(() => rows('Incidents').count()).toBe(2);
  });
});

describe('API keys', () => {
  it('lists every key with its use, its limit and its busiest minute', async () => {
    await see(ACME, 'api-keys');
    expect(await rows('Keys').count()).toBe(4);
    const storefront = await row('Keys', 'Storefront');
    expect(storefront).toContain('pgk_A7fq…a7Fq Active dashboard:read events:write');
    expect(storefront).toContain('42% of 100/min');
    const counts = await rows('Keys').locator('td:nth-child(5)').allInnerTexts();
    expect(counts.reduce((sum, text) => sum + Number.parseInt(text, 10), 0)).toBe(1247);
    await choose('State', 'Revoked', 'Keys', 1);
    expect(await row('Keys', 'Old ERP bridge')).toContain('Revoked 40 days ago');
  });
});

describe('webhooks', () => {
  it('lists endpoints; one of them shows its deliveries with every attempt', async () => {
    await see(ACME, 'webhooks');
    expect(await rows('Endpoints').count()).toBe(5);
    await choose('State', 'Failing', 'Endpoints', 2);
    expect(page.url()).toContain('state=failing');
    expect(await row('Endpoints', 'Courier')).toMatch(/Failing 8 hours ago order\.created 55% 44 of 80 0/);
    await rows('Endpoints').filter({ hasText: 'Courier' }).getByRole('link').click();
    await page.waitForURL(/webhooks\/ac3e/);
    await expect.poll(() => rows('Deliveries').count()).toBe(20);
    const failed = rows('Deliveries').filter({ hasText: 'Given up' }).first();
    await failed.locator('summary').click();
    expect(await failed.locator('ol li').count()).toBe(3);
    expect(flat(await failed.locator('ol li').first().innerText())).toMatch(/Attempt 3, automatic .* HTTP 504/);
    await page.getByRole('button', { name: 'Show more' }).click();
    await expect.poll(() => rows('Deliveries').count()).toBe(40);
    await failed.getByRole('link', { name: 'Show in the logs' }).click();
    await page.waitForSelector('[data-event-details]');
    expect(await page.locator('[data-event-details]').innerText()).toContain('Attempt 3');
  });

  it('says when the list cannot be read, and Retry reads it', async () => {
    await without('select on listed_webhooks', async () => {
      page = await open(browser, GLOBEX, '/integrations/webhooks');
      await page.getByText('The list could not be read').waitFor();
    });
    await expect
      .poll(
        async () => {
          const retry = list('Endpoints').getByRole('button', { name: 'Retry' });
          if (await retry.count()) await retry.click();
          return rows('Endpoints').count();
        },
        { timeout: 12_000, interval: 1_000 },
      )
      .toBe(2);
  });

  it('says of a webhook that is not there', async () => {
    page = await open(browser, ACME, '/integrations/webhooks/610be000-0000-4000-8000-000000000001');
    await page.getByText('There is no such webhook').waitFor();
  });
});

describe('connections and runs', () => {
  it('Comarch: how it is connected, and what ran', async () => {
    await see(GLOBEX, 'comarch');
    await expect.poll(() => rows('Connections').count()).toBe(1);
    const connection = await row('Connections', 'Comarch Optima');
    expect(connection).toContain('Ready');
    expect(connection).toMatch(/Expected every 1 hour Last run Failed, \d+ minutes ago/);
    expect(connection).toContain('HTTP 401: Invalid API credentials');
    await expect.poll(() => rows('Runs').count()).toBe(12);
    await choose('State', 'Failed', 'Runs', 1);
    expect(await row('Runs', 'orders')).toMatch(/orders Failed .* ago Comarch Optima 4 seconds 0 of 60 60 failed/);
    await rows('Runs').first().getByRole('link').click();
    await page.waitForSelector('[data-event-details]');
    expect(await page.locator('[data-event-details]').innerText()).toContain('Invalid API credentials');
  });

  it.each([
    ['export', 'KSeF invoices', 4],
    ['import', 'Price lists', 3],
  ])('%s: its connection and its runs', async (path, connection, count) => {
    await see(GLOBEX, path);
    await expect.poll(() => rows('Connections').count()).toBe(1);
    expect(await row('Connections', connection)).toContain('Expected every 12 hours');
    await expect.poll(() => rows('Runs').count()).toBe(count);
  });

  it('a list without anything says so, and what will be there', async () => {
    await see(ACME, 'export');
    await page.getByText('Nothing has run yet').waitFor();
    expect(await list('Connections').innerText()).toContain('Nothing is connected yet');
  });
});

describe('EDI', () => {
  it('lists interchanges by how the partner answered', async () => {
    await see(NORTHWIND, 'edi?state=overdue');
    expect(await filter('Interchanges', 'Acknowledgement').inputValue()).toBe('OVERDUE');
    await expect.poll(() => rows('Interchanges').count()).toBeGreaterThan(0);
    expect(await row('Interchanges', 'Fabrikam')).toMatch(/X12 850 30118805 Fabrikam Overdue due .* ago Outbound/);
    await filter('Interchanges', 'Acknowledgement').selectOption({ label: 'Rejected' });
    await expect.poll(() => rows('Interchanges').filter({ hasText: 'Contoso' }).count()).toBeGreaterThan(0);
    expect(await rows('Interchanges').count()).toBe(await rows('Interchanges').filter({ hasText: 'Rejected' }).count());
    await rows('Interchanges').filter({ hasText: '000003435' }).getByRole('link').click();
    await page.waitForSelector('[data-event-details]');
    expect(await page.locator('[data-event-details]').innerText()).toContain('invalid value');
  });
});

describe('every list page', () => {
  const PAGES = ['comarch', 'edi', 'api-keys', 'webhooks', 'export', 'import', 'error-queue?tab=retries', 'error-queue?tab=dead', 'error-queue?tab=incidents'];

  it.each(PAGES)('%s fits into 375 px, and into 768', async (path) => {
    await see(GLOBEX, path, { width: 375 });
    for (const width of [375, 768]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });

  it('speaks Polish', async () => {
    await see(GLOBEX, 'error-queue?tab=dead', { locale: 'pl-PL' });
    expect(await rows('Martwe wiadomości').count()).toBe(2);
    expect(await row('Martwe wiadomości', 'webhook to')).toContain('Webhooki');
  });
});
