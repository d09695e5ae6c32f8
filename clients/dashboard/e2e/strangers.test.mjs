// What strangers write, in every field that a page shows: it is read, and does nothing. Its own organisation,
// since whoever counts would count it.
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { GATEWAY, launch, leave, open } from './browser.mjs';
import { deadLetter, emptyOrg, end } from './database.mjs';

const ADMIN = 'admin@empty.example';
const ACME = 'admin@acme.example';
const PHONE = { width: 375 };

// pwned() is the page's, below: whoever calls it has run
const SCRIPTS = [
  '<script>pwned()</script>',
  '<SCRIPT SRC=data:text/javascript,pwned()></SCRIPT>',
  '<scr<script>ipt>pwned()</scr</script>ipt>',
  '</title><script>pwned()</script>',
  '</script><script>pwned()</script>',
  '--><script>pwned()</script>',
  ']]><script>pwned()</script>',
  '<img src=x onerror=pwned()>',
  '<img src=x onerror="pwned()"',
  '"><img src=x onerror=pwned()>',
  `'><img src=x onerror=pwned()>`,
  '`><img src=x onerror=pwned()>',
  '<img/src/onerror=pwned()>',
  '<img src="java\tscript:pwned()">',
  '<svg onload=pwned()>',
  '<svg/onload=pwned()>',
  '<svg><script>pwned()</script></svg>',
  '<svg><animate onbegin=pwned() attributeName=x dur=1s>',
  '<svg><a xlink:href="javascript:pwned()"><text>go</text></a></svg>',
  '<math><mi xlink:href="javascript:pwned()">go</mi></math>',
  '<body onload=pwned()>',
  '<iframe src="javascript:pwned()"></iframe>',
  '<iframe srcdoc="<script>parent.pwned()</script>"></iframe>',
  '<object data="javascript:pwned()"></object>',
  '<embed src="javascript:pwned()">',
  '<form action="javascript:pwned()"><button>go</button></form>',
  '<button formaction="javascript:pwned()">go</button>',
  '<input autofocus onfocus=pwned()>',
  '<select autofocus onfocus=pwned()>',
  '<textarea autofocus onfocus=pwned()>',
  '<details open ontoggle=pwned()>',
  '<video><source onerror=pwned()></video>',
  '<audio src=x onerror=pwned()>',
  '<marquee onstart=pwned()>',
  '<style>@import "javascript:pwned()";</style>',
  '<link rel=stylesheet href="javascript:pwned()">',
  '<meta http-equiv=refresh content="0;url=javascript:pwned()">',
  '<base href="javascript:pwned()//">',
  '<div style="background:url(javascript:pwned())">',
  '<div style="width:expression(pwned())">',
  '<a href="javascript:pwned()">go</a>',
  'javascript:pwned()',
  'JaVaScRiPt:pwned()',
  'data:text/html,<script>parent.pwned()</script>',
  '[go](javascript:pwned())',
  '![x](x"onerror="pwned())',
  '{{constructor.constructor("pwned()")()}}',
  '${pwned()}',
  '#{pwned()}',
  '<%= pwned() %>',
  `';pwned();//`,
  '";pwned();//',
  '\\";pwned();//',
  '&lt;img src=x onerror=pwned()&gt;',
  '%3Cimg%20src=x%20onerror=pwned()%3E',
  '\u003cimg src=x onerror=pwned()\u003e',
];

const TURNED = ['\u202a', '\u202b', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069', '\u200e', '\u200f', '\u061c'];
const UNSEEN = ['\u200b', '\u2060', '\ufeff', '\u{e0041}', '\u0007', '\u001b'];
const LONG = ['x'.repeat(2000), 'ﷺ'.repeat(500), 'Z̷̛̤͉͇̈́̾'.repeat(100), '/'.repeat(2000)];
const MEGABYTE = 'y'.repeat(1_000_000);

const TEXTS = [
  ...SCRIPTS,
  ...[...TURNED, ...UNSEEN].map((letter) => `invoice${letter}gpj.exe ${letter}paid`),
  ...LONG,
];

let browser;
let page;
let events;

const ask = async (query, variables) => {
  const answer = await fetch(`${GATEWAY}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Basic ${btoa(`${ADMIN}:demo`)}` },
    body: JSON.stringify({ query, variables }),
  });
  return answer.json();
};
const add = (what, type, input) =>
  ask(`mutation($input: ${type}!) { ${what}(input: $input) { __typename ${what === 'createApiKey' ? 'token' : ''} } }`, { input });

/** All that is written, each text in every place; the same twice in a row is an incident. */
async function happen(key) {
  const told = TEXTS.flatMap((text, n) =>
    [1, 2].map(() => ({
      specversion: '1.0',
      id: randomUUID(),
      source: '/strangers',
      type: n === 0 ? `comarch.${text}` : 'comarch.sync',
      subject: text.slice(0, 500),
      outcome: 'error',
      message: text,
      errormessage: text,
      errorcode: text.slice(0, 50),
      businesskind: text.slice(0, 50),
      correlationid: text.slice(0, 50),
      connection: SCRIPTS[n % SCRIPTS.length],
      data: n === 0 ? { text: TEXTS.slice(0, -LONG.length).join('\n'), line: MEGABYTE } : { text },
    })),
  );
  const ids = [];
  for (const batch of [told.slice(0, 2), told.slice(2)]) {
    const answer = await fetch(`${GATEWAY}/api/integrations/events`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/cloudevents-batch+json',
        'Content-Encoding': 'gzip',
        Authorization: `Bearer ${key}`,
      },
      body: gzipSync(JSON.stringify(batch)),
    });
    const receipt = await answer.json();
    ids.push(...(receipt.items ?? [receipt]));
  }
  return ids;
}

beforeAll(async () => {
  await emptyOrg();
  browser = await launch();
  const made = await add('createApiKey', 'NewApiKey', { name: SCRIPTS[7], scopes: ['events:write'] });
  for (const name of [...TEXTS.filter((text) => text.length <= 200), 'w'.repeat(200)]) {
    await add('addConnection', 'NewConnection', { type: 'COMARCH', name });
  }
  for (const [n, name] of [SCRIPTS[9], `pay${TURNED[3]}lap`, 'w'.repeat(200)].entries()) {
    await add('addWebhook', 'NewWebhook', { name, url: `https://example.com/hook/${n}/${'long'.repeat(200)}` });
  }
  events = await happen(made.data.createApiKey.token);
  const { data } = await ask('{ incidents(first: 100) { nodes { id } } }');
  for (const [n, { id }] of data.incidents.nodes.slice(0, 20).entries()) {
    await ask('mutation($id: ID!, $note: String!) { resolveIncident(id: $id, note: $note) { id } }', { id, note: `${TEXTS[n]} ${TURNED[3]}` });
  }
  await happen(made.data.createApiKey.token);
  await deadLetter(`${SCRIPTS[7]} ${LONG[0]}`);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await end();
});
afterEach(leave);

/** A page that tells when somebody else's script has run. */
async function see(who, path, options = {}) {
  page = await open(browser, who, path, {
    ...options,
    before: async (opened) => {
      opened.on('dialog', (dialog) => opened.wrongs.push(`dialog: ${dialog.message()}`));
      await opened.addInitScript(() => {
        window.pwned = () => console.error('a script ran');
        document.addEventListener('securitypolicyviolation', (report) => console.error(report.violatedDirective, report.sample));
      });
    },
  });
}

async function isHarmless() {
  const found = await page.evaluate(() => ({
    foreign: [...document.links].filter((link) => !/^https?:$/.test(link.protocol)).map((link) => link.href),
    elements: document.querySelectorAll('main :is(script, img, iframe, object, embed, video, audio, marquee, math, base, meta)').length,
    letters: /[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/.exec(document.body.innerText)?.[0],
    wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  expect(found).toEqual({ foreign: [], elements: 0, letters: undefined, wider: 0 });
}

describe('what strangers write', () => {
  it('was stored, as it came', () => {
    expect(events).toHaveLength(2 * TEXTS.length);
    expect(events.filter((one) => one.result !== 'ACCEPTED')).toEqual([]);
  });

  it.each([
    ['dashboard', '[data-feed] li'],
    ['logs?date_range=24h', '[data-ready] [data-event], [data-ready] tr, [data-ready] li'],
    ['comarch', '[data-list][data-ready] [data-item]'],
    ['webhooks', '[data-list][data-ready] [data-item]'],
    ['api-keys', '[data-list][data-ready] [data-item]'],
    ['error-queue?tab=incidents', '[data-item]'],
  ])('does nothing on %s, at both widths', async (path, shown) => {
    await see(ADMIN, `/integrations/${path}`, PHONE);
    await page.locator(shown).first().waitFor();
    await isHarmless();
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.locator(shown).first().waitFor();
    await isHarmless();
  }, 60_000);

  it('does nothing in a dead letter', async () => {
    await see(ACME, '/integrations/error-queue?tab=dead', PHONE);
    await page.locator('[data-item]', { hasText: SCRIPTS[7] }).first().waitFor();
    await isHarmless();
  });

  it('does nothing in the details of an event, opened from the feed', async () => {
    await see(ADMIN, '/integrations/dashboard', PHONE);
    await page.locator('[data-feed] li button').first().click();
    await page.locator('[data-event-details]').waitFor();
    await isHarmless();
  });

  it('does nothing on the page of an event with a line of a megabyte', async () => {
    await see(ADMIN, `/integrations/logs/${events[0].event_id}`, PHONE);
    await page.locator('[data-event-details] pre').waitFor();
    expect(await page.locator('[data-event-details] pre').innerText()).toContain(SCRIPTS[20]);
    await isHarmless();
  });

  it('is no address that anybody is sent to', async () => {
    for (const url of ['javascript:pwned()', 'data:text/html,x', 'https://example.com/\u202egpj', 'https://exa mple.com/"><script>']) {
      expect((await add('addWebhook', 'NewWebhook', { name: 'x', url })).errors?.[0].extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  it('does nothing in an answer that GraphiQL shows', async () => {
    const query = '{ integrationLogs(first: 100) { nodes { message errorMessage businessRef eventType } } incidents(first: 30) { nodes { title via lastResolution { note } } } }';
    await see(ADMIN, `/graphiql#${new URLSearchParams({ query })}`);
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
    await page.locator('.graphiql-spinner').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Execute query' }).click();
    await page.locator('.result-window', { hasText: '"integrationLogs"' }).waitFor();
  });
});
