// When a server is warm.

const WINDOW = 5; // seconds
const STEADY = 0.05;
const ALIKE = 0.25;

/**
 * Not shorter than told, and until the last windows cost much the same, and no less than those before; nor longer
 * than six times as long. It is steady once what matters is compiled and planned: a compiler that is still at work
 * takes its time in one window and leaves it in the next.
 *
 * @param least seconds
 * @param cpu milliseconds until now, of all that is to be warmed
 * @param drive sends requests for so many seconds, and tells how many those were
 * @returns what a request cost, window by window
 */
export async function warmUp({ least, cpu, drive }) {
  const windows = [];
  for (let seconds = 0; seconds < 6 * least; seconds += WINDOW) {
    const before = cpu();
    const { requests } = await drive(WINDOW);
    windows.push((cpu() - before) / requests);
    if (seconds + WINDOW >= least && windows.length >= 8 && isSteady(windows.slice(-8, -4), windows.slice(-4))) break;
  }
  return windows;
}

const isSteady = (before, last) =>
  median(last) > median(before) * (1 - STEADY) && Math.max(...last) - Math.min(...last) < median(last) * ALIKE;

/** Of four; one window in which somebody else had the processors says nothing. */
function median(four) {
  const [, low, high] = four.toSorted((a, b) => a - b);
  return (low + high) / 2;
}
