// Takes the dashboard's pictures, of a gateway with its demo data fresh from the start:
//
//     GATEWAY=http://localhost:8080 node clients/dashboard/e2e/screenshots.mjs
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { close, launch, open } from './browser.mjs';

const FOLDER = fileURLToPath(new URL('../screenshots/', import.meta.url));
const QUALITY = 0.8;

mkdirSync(FOLDER, { recursive: true });
const browser = await launch();
const press = await browser.newPage();
for (const [width, height] of [
  [375, 1180],
  [768, 1100],
  [1280, 900],
]) {
  for (const theme of ['light', 'dark']) {
    const page = await open(browser, 'admin@acme.example', '/integrations/dashboard', { width, height, theme, scale: 1.5 });
    await page.waitForSelector('[data-live=live]');
    await page.waitForSelector('[data-feed] li');
    writeFileSync(`${FOLDER}dashboard-${width}-${theme}.webp`, await webp(await page.screenshot()));
    await close(page);
  }
}
await browser.close();

/** Chromium takes pictures as PNG; the same browser can make them a fifth of the size. */
async function webp(png) {
  const url = await press.evaluate(
    async ([source, quality]) => {
      const image = await createImageBitmap(await (await fetch(source)).blob());
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
      canvas.getContext('2d').drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', quality);
    },
    [`data:image/png;base64,${png.toString('base64')}`, QUALITY],
  );
  return Buffer.from(url.split(',')[1], 'base64');
}
