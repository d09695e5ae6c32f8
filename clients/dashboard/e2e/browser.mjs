import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

export const GATEWAY = process.env.GATEWAY;
const SOCKETS = GATEWAY.replace('http', 'ws');

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];
// root needs no-sandbox; the others keep Chromium from looking for the internet by itself
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The machine's own Chromium, or the one that came with npm. */
export async function launch() {
  const found = process.env.PATH.split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find(existsSync);
  if (found) return chromium.launch({ executablePath: found, args: ARGUMENTS });
  const { default: packed } = await import('@sparticuz/chromium');
  return chromium.launch({ executablePath: await packed.executablePath(), args: packed.args });
}

const cookies = new Map();

/** Signed in as somebody, once for all scenarios. */
async function session(browser, who) {
  if (!cookies.has(who)) {
    const context = await browser.newContext({ baseURL: GATEWAY });
    await context.request.get('/login');
    const token = (await context.cookies()).find((cookie) => cookie.name === 'XSRF-TOKEN').value;
    const answer = await context.request.post('/login', {
      form: { username: who, password: 'demo' },
      headers: { 'X-XSRF-TOKEN': token, Accept: 'application/json' },
    });
    if (answer.status() !== 204) throw new Error(`${who} could not sign in: ${answer.status()}`);
    cookies.set(who, await context.storageState());
    await context.close();
  }
  return cookies.get(who);
}

/** A page of somebody, and what it did that no page of ours may do. */
export async function open(browser, who, path, options = {}) {
  const { width = 1280, height = 900, theme = 'light', locale = 'en', before } = options;
  const context = await browser.newContext({
    baseURL: GATEWAY,
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale,
    ...(who ? { storageState: await session(browser, who) } : {}),
  });
  const page = await context.newPage();
  page.wrongs = [];
  page.on('pageerror', (error) => page.wrongs.push(String(error)));
  page.on('console', (line) => {
    if (line.type() === 'error' && !line.text().includes('401')) page.wrongs.push(line.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(GATEWAY)) page.wrongs.push(`foreign host: ${request.url()}`);
  });
  page.sockets = [];
  page.on('websocket', (socket) => {
    page.sockets.push(socket);
    if (!socket.url().startsWith(SOCKETS)) page.wrongs.push(`foreign host: ${socket.url()}`);
  });
  await before?.(page);
  await page.goto(path);
  return page;
}

export const close = (page) => page.context().close();
