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
    const steady = windows.length >= 8 && median(windows.slice(-4)) > median(windows.slice(-8, -4)) * (1 - STEADY);
    if (seconds + WINDOW >= least && steady) break;
  }
  return windows;
}

/** Of four; one window in which somebody else had the processors says nothing. */
function median(four) {
  const [, low, high] = four.toSorted((a, b) => a - b);
  return (low + high) / 2;
}
