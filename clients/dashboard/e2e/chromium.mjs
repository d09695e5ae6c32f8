import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

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

// what the one of npm brings for cloud functions: in a single process it dies with a page on a busy machine;
// without a zygote, and painting as a graphics card would, its pages take five times as long; and without the
// same-origin policy it would be no browser that anybody has
const UNWANTED = [
  /^--single-process$/,
  /^--no-zygote$/,
  /^--(use-gl|use-angle|enable-unsafe-swiftshader|ignore-gpu-blocklist|in-process-gpu)/,
  /^--(disable-web-security|allow-running-insecure-content|disable-site-isolation-trials)$/,
];

/** The machine's own Chromium, or the one that came with npm. */
export async function launch() {
  const found = process.env.PATH.split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find(existsSync);
  if (found) return chromium.launch({ executablePath: found, args: ARGUMENTS });
  const { default: packed } = await import('@sparticuz/chromium');
  return chromium.launch({ executablePath: await packed.executablePath(), args: [...ARGUMENTS, ...packed.args.filter((one) => !UNWANTED.some((kind) => kind.test(one)))] });
}

/** Makes a context somebody's, as the page's own form would. */
export async function signIn(context, username) {
  await context.request.get('/login');
  const token = (await context.cookies()).find((cookie) => cookie.name === 'XSRF-TOKEN').value;
  const answer = await context.request.post('/login', {
    form: { username, password: 'demo' },
    headers: { 'X-XSRF-TOKEN': token, Accept: 'application/json' },
  });
  if (answer.status() !== 204) throw new Error(`${username} could not sign in: ${answer.status()}`);
}
