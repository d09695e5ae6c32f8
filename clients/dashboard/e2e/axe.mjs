import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const WIDTHS = [375, 768, 1280];
// the dark theme changes nothing but colours
const THEMES = { light: { runOnly: ALL }, dark: { runOnly: { type: 'rule', values: ['color-contrast'] } } };

/** What axe finds wrong with a page as it is, in each width and both themes: nothing, as an object. */
export async function violations(page, exclude = []) {
  await page.evaluate(axe);
  const found = {};
  for (const [theme, options] of Object.entries(THEMES)) {
    for (const width of WIDTHS) {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height: 900 });
      const wrong = await page.evaluate(
        ([without, chosen]) => window.axe.run({ exclude: without }, { ...chosen, resultTypes: ['violations'] }),
        [exclude, options],
      );
      if (wrong.violations.length > 0) {
        found[`${width} px, ${theme}`] = wrong.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
      }
    }
  }
  return found;
}
