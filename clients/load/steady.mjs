// When a server is warm.

const WINDOW = 5; // seconds
const STEADY = 0.05;

/**
 * Not shorter than told, and until what a request costs no longer falls, nor longer than six times as long:
 * it is steady once what matters is compiled and planned, also where others take the processors away.
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
    const steady = windows.length >= 8 && mean(windows.slice(-4)) > mean(windows.slice(-8, -4)) * (1 - STEADY);
    if (seconds + WINDOW >= least && steady) break;
  }
  return windows;
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
