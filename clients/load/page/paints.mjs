// What a browser paints of the dashboard, and when: counted from the moment it was told to go there.

import { launch, signIn } from '../../dashboard/e2e/chromium.mjs';

const PAGE = '/integrations/dashboard';

/** Loads the page with an empty cache, each time in a profile of its own, and then once more in it. */
export async function paints({ gateway, loads }) {
  const browser = await launch();
  const first = [];
  const again = [];
  try {
    await visit(browser, gateway); // the JVM's first answers are nobody's figure
    for (let count = 0; count < loads; count++) {
      const [fresh, cached] = await visit(browser, gateway);
      first.push(fresh);
      again.push(cached);
    }
  } finally {
    await browser.close();
  }
  return { first, again };
}

async function visit(browser, gateway) {
  const context = await browser.newContext({ baseURL: gateway, viewport: { width: 1280, height: 900 } });
  try {
    await signIn(context, 'admin-1@bench.example');
    await context.addInitScript(watch);
    const page = await context.newPage();
    return [await load(page), await load(page)];
  } finally {
    await context.close();
  }
}

async function load(page) {
  await page.goto(PAGE);
  await page.waitForFunction(() => window.painted.data);
  return page.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve, 200)); // a larger paint may follow
    const files = performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'));
    return { ...window.painted, bytes: files.reduce((sum, file) => sum + file.transferSize, 0) };
  });
}

/** Runs in the page, before anything of it does. */
function watch() {
  const painted = (window.painted = { largest: 0, data: 0 });
  const largest = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) painted.largest = entry.startTime;
  });
  largest.observe({ type: 'largest-contentful-paint', buffered: true });
  const isThere = () => document.querySelectorAll('[data-card] [data-tone]').length === 4 && document.querySelector('[data-feed] li');
  const data = new MutationObserver(() => {
    if (!isThere()) return;
    data.disconnect();
    // the frame that shows it has been made when the task after it runs
    requestAnimationFrame(() => setTimeout(() => (painted.data = performance.now())));
  });
  data.observe(document, { childList: true, subtree: true });
}
