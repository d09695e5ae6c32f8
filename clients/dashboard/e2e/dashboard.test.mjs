import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launch, leave, open } from './browser.mjs';
import { emptyOrg, end, endSessions, event, events, without } from './database.mjs';

const ADMIN = 'admin@acme.example';
const GLOBEX = 'admin@globex.example';
const EMPTY = 'admin@empty.example';
const DASHBOARD = '/integrations/dashboard';

let browser;
let page;

beforeAll(async () => {
  await emptyOrg();
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  await end();
});
afterEach(leave);

const see = async (who, path = DASHBOARD, options) => {
  page = await open(browser, who, path, options);
  return page;
};
const feed = (who = ADMIN, options) => see(who, DASHBOARD, options).then(ready);
const ready = async (shown) => {
  await shown.waitForSelector('[data-feed] li, [data-feed] p');
  await shown.waitForSelector('[data-card=COMARCH] [data-tone]');
  return shown;
};
const expectWay = (way) => page.waitForSelector(`[data-live=${way}]`);
const card = (type) => page.locator(`[data-card=${type}]`).innerText();
const box = (selector) => page.locator(selector).first().boundingBox();

/** Exactly what a row or a card says, in one line. */
const flat = (text) => text.replace(/\s+/g, ' ');

describe('AC-1', () => {
  it('an administrator sees cards, activity, errors and navigation', async () => {
    await feed();
    expect(await page.locator('[data-card]').count()).toBe(4);
    expect(await page.locator('[data-feed] li').count()).toBe(20);
    expect(await page.locator('[data-errors] [data-counts] a').count()).toBe(3);
    expect(await page.locator('aside nav a').count()).toBe(11);
  });

  it('a viewer is sent home and told of 403 Forbidden', async () => {
    await see('viewer@acme.example');
    await page.waitForURL('**/?denied*');
    expect(await page.getByRole('alert').innerText()).toContain('Insufficient permissions (403 Forbidden)');
    expect(await page.locator('[data-card]').count()).toBe(0);
  });
});

describe('AC-2', () => {
  it('Comarch connected: last sync and success rate; the card leads to its page', async () => {
    await feed();
    const text = flat(await card('COMARCH'));
    expect(text).toContain('Connected');
    expect(text).toMatch(/Last Sync 2 hours ago/);
    expect(text).toContain('Success Rate 95% (38/40 syncs)');
    expect(await page.locator('[data-card=COMARCH]').getAttribute('data-tone')).toBe('ok');
    await page.locator('[data-card=COMARCH]').click({ position: { x: 20, y: 90 } });
    await page.waitForURL('**/integrations/comarch');
  });

  it('Comarch in error: last error and its time', async () => {
    await feed(GLOBEX);
    const text = flat(await card('COMARCH'));
    expect(text).toMatch(/Comarch Optima Error/);
    expect(text).toContain('Last Error Invalid API credentials');
    expect(text).toMatch(/Error Time \d+ (minutes?|hours?) ago/);
    expect(await page.locator('[data-card=COMARCH]').getAttribute('data-tone')).toBe('critical');
  });

  it('EDI not configured: message and Configure', async () => {
    await feed();
    const text = flat(await card('EDI'));
    expect(text).toContain('Not Configured');
    expect(text).toContain('Set up EDI to enable order automation');
    expect(await page.locator('[data-card=EDI]').getByRole('link', { name: 'Configure' }).count()).toBe(1);
  });

  it('API keys: active keys, requests, rate limit usage', async () => {
    await feed();
    const text = flat(await card('API_KEYS'));
    expect(text).toContain('Connected');
    expect(text).toContain('Active Keys 3');
    expect(text).toContain('Total Requests (24h) 1,247');
    expect(text).toContain('Rate Limit Usage 42%');
  });

  it('Webhooks: a warning, with deliveries and failures', async () => {
    await feed();
    const text = flat(await card('WEBHOOKS'));
    expect(text).toContain('Webhooks Warning');
    expect(text).toContain('Active Webhooks 5');
    expect(text).toContain('Success Rate 85% (340/400 deliveries)');
    expect(text).toContain('Failed Deliveries 2 webhooks (60 deliveries)');
  });

  it('Why? names the rule, its numbers and what turns the card green', async () => {
    await feed();
    await page.getByRole('button', { name: 'Why is Webhooks in this state?' }).click();
    const why = await page.getByRole('dialog', { name: 'Why is Webhooks in this state?' }).innerText();
    expect(why).toContain('2 of 5 active endpoints fail');
    expect(why).toContain('Turns green when');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});

describe('AC-3', () => {
  it('the newest events first, each with time, type, status and message', async () => {
    await feed();
    const rows = page.locator('[data-feed] li');
    const times = await rows.locator('time').evaluateAll((all) => all.map((time) => time.dateTime));
    expect(times).toEqual(times.toSorted().toReversed());
    const text = flat(await rows.filter({ hasText: 'order.created webhook to https://example.com' }).first().innerText());
    expect(text).toMatch(/order\.created webhook to https:\/\/example\.com\S* Webhook Delivery.* (Success|Error) .* ago/);
  });

  it('an error expands to bodies, message and retry count, by the keyboard', async () => {
    await feed();
    const row = page.locator('[data-feed] li', { hasText: 'Connection timeout after 30s' }).first();
    await row.getByRole('button').first().focus();
    await page.keyboard.press('Enter');
    await row.locator('[data-event-details]').waitFor();
    const text = flat(await row.innerText());
    expect(text).toContain('Error Message: Connection timeout after 30s');
    expect(text).toContain('Retry Count 2');
    expect(await row.getByRole('region', { name: 'Request Body' }).innerText()).toMatch(/^\{\n {2}"/);
    expect(await row.getByRole('region', { name: 'Response Body' }).innerText()).toContain('504');
    await page.keyboard.press('Escape');
    expect(await row.locator('[data-event-details]').count()).toBe(0);
  });

  it('no events: says so', async () => {
    await feed(EMPTY);
    expect(await page.locator('[data-feed]').innerText()).toContain('No recent integration activity');
  });

  it('a new event stands on top within seconds, long before the 30 are over, with a toast', async () => {
    await feed();
    await expectWay('live');
    await event('order.created webhook to https://example.com/new');
    const row = page.locator('[data-feed] li', { hasText: 'https://example.com/new' }).first();
    await row.waitFor({ timeout: 10_000 });
    expect(await page.locator('[data-feed] li').first().innerText()).toContain('https://example.com/new');
    expect(await page.locator('[data-toast]').innerText()).toContain('1 new event');
    expect(await page.locator('#announcer').innerText()).toContain('1 new event');
  });

  it('tells of all new events, also of those that the list has no room for', async () => {
    await feed(GLOBEX);
    await expectWay('live');
    await events(25, 'one of many');
    await page.locator('[data-toast]').getByText('25 new events').waitFor({ timeout: 10_000 });
  });

  it('rows never move under a reader: new events wait behind a button', async () => {
    await feed();
    await expectWay('live');
    await page.locator('[data-feed] li').nth(2).hover();
    const first = await page.locator('[data-feed] li').first().getAttribute('data-event');
    await event('order.created webhook to https://example.com/later');
    await page.locator('[data-feed]').getByRole('button', { name: '1 new event' }).waitFor();
    expect(await page.locator('[data-feed] li').first().getAttribute('data-event')).toBe(first);
    await page.locator('[data-feed]').getByRole('button', { name: '1 new event' }).click();
    expect(await page.locator('[data-feed] li').first().innerText()).toContain('https://example.com/later');
  });
});

describe('AC-4', () => {
  it('counts failed, pending and dead, each a link', async () => {
    await feed(GLOBEX);
    const links = page.locator('[data-errors] [data-counts] a');
    const said = (await links.allInnerTexts()).map(flat);
    expect(said[0]).toContain('Failed Syncs (24h) 5');
    expect(said[1]).toMatch(/Pending Retries 3/);
    expect(said[2]).toMatch(/Dead Letter Queue 2/);
    expect(await links.nth(1).getAttribute('href')).toBe('/integrations/error-queue?tab=retries');
    expect(await links.nth(2).getAttribute('href')).toBe('/integrations/error-queue?tab=dead');
  });

  it('failed syncs lead to the logs with the filters set', async () => {
    await feed(GLOBEX);
    await page.locator('[data-errors] [data-counts] a').first().click();
    await page.waitForURL('**/integrations/logs?status=error&date_range=24h');
    await page.waitForSelector('[data-ready] tbody tr');
    expect(await page.getByLabel('Status').inputValue()).toBe('ERROR');
    expect(await page.getByLabel('Period').inputValue()).toBe('24h');
    expect(await page.locator('tbody tr').count()).toBe(5);
  });

  it('no errors: all integrations healthy', async () => {
    await feed(EMPTY);
    expect(await page.locator('[data-errors]').innerText()).toContain('All integrations healthy');
  });
});

describe('AC-5', () => {
  it('the navigation has every section and link', async () => {
    await feed();
    expect(flat(await page.locator('aside nav').innerText())).toBe(
      'Dashboard Connections Comarch Optima EDI Setup API Keys Webhooks Portals Supplier Portal Customer Portal ' +
        'Data Operations Export Import Logs & Monitoring Integration Logs Error Queue',
    );
  });

  it('links lead on, and only the current one is marked', async () => {
    await feed();
    expect(await page.locator('aside nav [aria-current]').allInnerTexts()).toEqual(['Dashboard']);
    await page.locator('aside nav').getByRole('link', { name: 'API Keys' }).click();
    await page.waitForURL('**/integrations/api-keys');
    expect(await page.locator('aside nav [aria-current]').allInnerTexts()).toEqual(['API Keys']);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('API Keys');
  });
});

describe('AC-8', () => {
  const answers = () => {
    const counted = { n: 0 };
    page.on('response', (response) => response.url().endsWith('/graphql') && counted.n++);
    page.on('websocket', () => counted.n++);
    for (const socket of page.sockets) socket.on('framereceived', () => counted.n++);
    return counted;
  };
  const turn = (state) =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => value });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  const closed = async () => {
    await expect.poll(() => page.sockets.every((socket) => socket.isClosed())).toBe(true);
  };
  const told = (message) => page.locator('[data-feed]').getByText(message).first();
  const blocked = (shown) => shown.routeWebSocket('**/graphql', (socket) => socket.close({ code: 1013 }));
  const polled = async (shown) => {
    await blocked(shown);
    await shown.clock.install();
  };

  it('brings the figures again within 30 seconds, without loading the page again', { timeout: 60_000 }, async () => {
    await feed();
    await expectWay('live');
    await page.evaluate(() => (window.kept = true));
    const time = page.locator('[data-live] [title]').first();
    const before = await time.getAttribute('title');
    await expect.poll(() => time.getAttribute('title'), { timeout: 35_000 }).not.toBe(before);
    expect(await page.evaluate(() => window.kept)).toBe(true);
    expect(page.sockets.length).toBe(1);
  });

  it('asks nothing by HTTP while the figures are pushed; Refresh asks once, and the stream goes on', async () => {
    await feed(ADMIN, { before: (shown) => shown.on('request', (request) => (shown.asked ??= []).push(request.url())) });
    const questions = () => page.asked.filter((url) => url.endsWith('/graphql')).length;
    await expectWay('live');
    expect(questions()).toBe(0);
    const answered = page.waitForResponse('**/graphql');
    await page.getByRole('button', { name: 'Refresh' }).click();
    expect((await answered).status()).toBe(200);
    await event('pushed after the question');
    await told('pushed after the question').waitFor();
    expect(questions()).toBe(1);
    expect(page.sockets.length).toBe(1);
  });

  it('pauses in a hidden tab and brings at once on return what happened', async () => {
    await feed(ADMIN, { before: (shown) => shown.clock.install() });
    await expectWay('live');
    await turn('hidden');
    await closed();
    const seen = answers();
    await event('while nobody looked');
    await page.clock.runFor(120_000);
    expect(seen.n).toBe(0);
    expect(await told('while nobody looked').count()).toBe(0);
    await turn('visible');
    await told('while nobody looked').waitFor({ timeout: 10_000 });
    expect(seen.n).toBeGreaterThan(0);
  });

  it('pauses when told to, and goes on when told to', async () => {
    await feed(ADMIN, { before: (shown) => shown.clock.install() });
    await expectWay('live');
    await page.getByRole('button', { name: 'Pause' }).click();
    await closed();
    const seen = answers();
    await event('during the pause');
    await page.clock.runFor(120_000);
    expect(seen.n).toBe(0);
    expect(await page.locator('[data-live]').getAttribute('data-live')).toBe('paused');
    await page.getByRole('button', { name: 'Resume' }).click();
    await told('during the pause').waitFor({ timeout: 10_000 });
    await expectWay('live');
  });

  it('without WebSocket, says that it polls, and asks every 30 seconds', async () => {
    await feed(ADMIN, { before: polled });
    await expectWay('polling');
    expect(await page.locator('[data-live]').innerText()).toContain('Refreshes every 30 s');
    await page.evaluate(() => (window.kept = true));
    await event('heard by polling');
    const answered = page.waitForResponse('**/graphql');
    await page.clock.runFor(30_000);
    expect((await answered).status()).toBe(200);
    await told('heard by polling').waitFor();
    expect(await page.evaluate(() => window.kept)).toBe(true);
  });

  it('without WebSocket, pauses in a hidden tab and asks at once on return', async () => {
    await feed(ADMIN, { before: polled });
    await expectWay('polling');
    const seen = answers();
    await turn('hidden');
    await page.clock.runFor(120_000);
    expect(seen.n).toBe(0);
    const answered = page.waitForResponse('**/graphql');
    await turn('visible');
    await answered;
  });

  it('takes the WebSocket again within a minute of its being back', async () => {
    let refuse = true;
    await feed(ADMIN, {
      before: async (shown) => {
        await shown.routeWebSocket('**/graphql', (socket) => (refuse ? socket.close() : socket.connectToServer()));
        await shown.clock.install();
      },
    });
    await expectWay('polling');
    refuse = false;
    await page.clock.runFor(60_000);
    await expectWay('live');
  });
});

describe('AC-9', () => {
  it('an IT manager sees everything and no button that changes something', async () => {
    await feed('it@acme.example');
    expect(await page.locator('[data-card]').count()).toBe(4);
    expect(flat(await card('WEBHOOKS'))).toMatch(/Success Rate 85(\.\d)?% \(34\d\/40\d deliveries\)/);
    expect(await page.getByRole('link', { name: 'Configure' }).count()).toBe(0);
  });

  it('a user is redirected home, with a toast', async () => {
    await see('user@acme.example', '/integrations');
    await page.waitForURL('**/?denied*');
    expect(await page.locator('[data-toast]').innerText()).toContain('Insufficient permissions');
  });
});

describe('AC-10', () => {
  it('375 px: cards stacked, navigation behind a button, nothing to scroll sideways', async () => {
    await feed(ADMIN, { width: 375, height: 812 });
    const [first, second] = [await box('[data-card=COMARCH]'), await box('[data-card=EDI]')];
    expect(second.y).toBeGreaterThanOrEqual(first.y + first.height);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    await page.getByRole('button', { name: 'Open the menu' }).click();
    await page.getByRole('dialog').getByRole('link', { name: 'Webhooks' }).click();
    await page.waitForURL('**/integrations/webhooks');
  });

  it('768 px: two by two cards, activity beside errors', async () => {
    await feed(ADMIN, { width: 768 });
    const cards = await Promise.all(['COMARCH', 'EDI', 'API_KEYS', 'WEBHOOKS'].map((type) => box(`[data-card=${type}]`)));
    expect(cards[0].y).toBe(cards[1].y);
    expect(cards[2].y).toBe(cards[3].y);
    expect(cards[2].y).toBeGreaterThan(cards[0].y);
    const [activity, errors] = [await box('[data-feed]'), await box('[data-errors]')];
    expect(activity.y).toBe(errors.y);
    expect(errors.x).toBeGreaterThan(activity.x + activity.width);
  });
});

describe('AC-12', () => {
  it('health cannot be read: each card says so, the activity is there', async () => {
    await without('select on org_health', async () => {
      await see(GLOBEX);
      await page.waitForSelector('[data-feed] li');
      await page.waitForSelector('[data-tone=missing]');
      expect(await page.locator('[data-tone=missing]').count()).toBe(4);
      expect(await card('EDI')).toContain('temporarily unavailable');
    });
  });

  it('the activity cannot be read: says so with Retry, the cards are there', async () => {
    await without('execute on function org_activity', async () => {
      await see('it@acme.example');
      await page.waitForSelector('[data-card=COMARCH][data-tone=ok]');
      expect(await page.locator('[data-feed]').innerText()).toContain('Activity feed temporarily unavailable');
      expect(await page.locator('[data-feed]').getByRole('button', { name: 'Retry' }).count()).toBe(1);
    });
  });
});

describe('sign-in', () => {
  it('refuses a wrong password, takes the right one, and goes where somebody wanted to go', async () => {
    await see(undefined, '/integrations/logs?status=error');
    await page.getByLabel('E-mail').fill(ADMIN);
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('E-mail or password is wrong.').waitFor();
    await page.getByLabel('Password').fill('demo');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/integrations/logs?status=error');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/login*');
  });

  it('a session that ended asks for the password over the page, and goes on', async () => {
    await see(undefined);
    await page.getByLabel('E-mail').fill(ADMIN);
    await page.getByLabel('Password').fill('demo');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await ready(page);
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Refresh' }).click();
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.getByLabel('Password').fill('demo');
    expect(await page.locator('[data-feed] li').count()).toBe(20);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'detached' });
    page.wrongs = page.wrongs.filter((wrong) => !wrong.includes('403'));
  });
});

describe('a session that ends while the page is pushed to', () => {
  it('asks to sign in over the page, which keeps its place and its open row', async () => {
    await see(undefined, DASHBOARD, { height: 500 });
    await page.getByLabel('E-mail').fill('admin@northwind.example');
    await page.getByLabel('Password').fill('demo');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await ready(page);
    await expectWay('live');
    const row = page.locator('[data-feed] li').nth(4);
    await row.getByRole('button').first().click();
    await row.locator('[data-event-details]').waitFor();
    await page.evaluate(() => scrollTo(0, 400));
    const id = await row.getAttribute('data-event');

    await endSessions();
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.waitFor({ timeout: 15_000 });
    await dialog.getByLabel('Password').fill('demo');
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'detached' });

    await expectWay('live');
    expect(await page.locator('[data-feed] [aria-expanded=true]').count()).toBe(1);
    expect(await page.locator(`[data-event="${id}"] [data-event-details]`).count()).toBe(1);
    expect(await page.evaluate(() => scrollY)).toBe(400);
  });
});

describe('keys', () => {
  const at = () => page.evaluate(() => document.activeElement.closest('[data-event]')?.dataset.event);

  it('j and k move through the feed, r refreshes, p pauses, ? says so; none while somebody writes', async () => {
    await feed();
    await expectWay('live');
    const rows = await page.locator('[data-feed] li').evaluateAll((all) => all.map((row) => row.dataset.event));
    await page.keyboard.press('j');
    expect(await at()).toBe(rows[0]);
    await page.keyboard.press('j');
    expect(await at()).toBe(rows[1]);
    await page.keyboard.press('k');
    expect(await at()).toBe(rows[0]);
    const answered = page.waitForResponse('**/graphql');
    await page.keyboard.press('r');
    expect((await answered).status()).toBe(200);
    await page.keyboard.press('p');
    await expectWay('paused');
    await page.keyboard.press('p');
    await expectWay('live');
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await sheet.getByText('Next event of the feed').waitFor();
    await sheet.getByLabel('Single keys work').uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.keyboard.press('p');
    expect(await sheet.isVisible()).toBe(false);
    expect(await page.locator('[data-live]').getAttribute('data-live')).toBe('live');
  });
});

describe('the narrow navigation', () => {
  it('is 56 px wide, has every link, and is kept', async () => {
    await feed();
    await page.getByRole('button', { name: 'Narrow the navigation' }).click();
    await page.reload();
    await ready(page);
    expect((await box('aside')).width).toBe(56);
    expect(await page.locator('aside nav').getByRole('link').count()).toBe(11);
    await page.locator('aside nav').getByRole('link', { name: 'API Keys' }).click();
    await page.waitForURL('**/integrations/api-keys');
  });
});

describe('forced colours and reduced motion', () => {
  it('states keep their shapes and borders, and nothing moves', async () => {
    await feed();
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    const seen = await page.locator('[data-card=WEBHOOKS] span[data-tone]').evaluate((badge) => ({
      shape: badge.querySelector('svg').getBoundingClientRect().width,
      border: getComputedStyle(badge).borderTopWidth,
    }));
    expect(seen).toEqual({ shape: 10, border: '1px' });
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    const durations = await page.locator('button').evaluateAll((all) => all.map((one) => getComputedStyle(one).transitionDuration));
    expect(new Set(durations.flatMap((text) => text.split(', ')))).toEqual(new Set(['0s']));
  });
});

describe('Polish', () => {
  it('is spoken to those whose browser asks for it', async () => {
    await feed(ADMIN, { locale: 'pl-PL' });
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Integracje');
    expect(flat(await card('COMARCH'))).toContain('2 godziny temu');
  });
});
