import assert from 'node:assert/strict';
import { signIn } from './chromium.mjs';

export { launch } from './chromium.mjs';

export const GATEWAY = process.env.GATEWAY;
const SOCKETS = GATEWAY.replace('http', 'ws');

const cookies = new Map();
let opened = [];

/** Signed in as somebody, once for all scenarios. */
async function session(browser, who) {
  if (!cookies.has(who)) {
    const context = await browser.newContext({ baseURL: GATEWAY });
    await signIn(context, who);
    cookies.set(who, await context.storageState());
    await context.close();
  }
  return cookies.get(who);
}

/**
 * A page of somebody, and in {@code wrongs} what it did that no page of ours may do: errors, whatever its
 * policy forbids, and every request to a foreign host.
 */
export async function open(browser, who, path, options = {}) {
  const { width = 1280, height = 900, theme = 'light', locale = 'en', scale = 1, before } = options;
  const context = await browser.newContext({
    baseURL: GATEWAY,
    viewport: { width, height },
    deviceScaleFactor: scale,
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
  // of the whole context: pages that this one opens, too
  context.on('request', (request) => {
    if (!request.url().startsWith(`${GATEWAY}/`)) page.wrongs.push(`foreign host: ${request.url()}`);
  });
  page.sockets = [];
  page.on('websocket', (socket) => {
    page.sockets.push(socket);
    if (!socket.url().startsWith(`${SOCKETS}/`)) page.wrongs.push(`foreign host: ${socket.url()}`);
  });
  opened.push(page);
  await before?.(page);
  await page.goto(path);
  return page;
}

export const close = (page) => page.context().close();

/** What a scenario leaves: all that it opened is closed, and did nothing wrong. */
export async function leave() {
  const pages = opened;
  opened = [];
  for (const page of pages) await close(page);
  assert.deepEqual(
    pages.flatMap((page) => page.wrongs),
    [],
  );
}
