// What a record says: was each update there when it was due, once, and how late.

/** An update of the slot before counts: it is newer than a cadence. */
const EARLY = 1000;

/** How far two ticks of one group may lie apart on its grid. */
const AGREE = 2000;

/**
 * Looks at every instant at which an update was due within a span of time. The clients do not know
 * the server's schedule, but it is a grid: the instants (`serverTime`, within a cadence) on which most
 * updates to one group of subscriptions agree, and of these the earliest, tell where it lies. So what
 * all ticks of a group have in common is not seen as late, and everything else is: the slot that began
 * late, the queue, the wire, the client. An update that came late because the one before did counts as
 * late, too.
 *
 * @param group of a subscription: those that are due at the same instants
 * @returns lateness in ms of each that came, sorted; how many were missed (nothing came within a
 *     cadence), came twice, and how many subscriptions had no row that shows the grid
 */
export function punctuality({ record, subscriptions, group, cadence, from, to, first }) {
  const rows = record.bySubscription(subscriptions, first);
  const grids = grid({ record, rows: record.bySubscription(subscriptions), group, cadence });
  const result = { lateness: [], missed: 0, duplicates: 0, unknown: 0 };
  rows.forEach((own, subscription) => {
    result.duplicates += twice(record, own, cadence);
    const earliest = grids.get(group(subscription));
    if (earliest === undefined) result.unknown++;
    else due({ record, own, earliest, cadence, from, to, result });
  });
  result.lateness = Float64Array.from(result.lateness).sort();
  return result;
}

/** Where each group's grid lies. A subscription's first update comes when it is asked for. */
function grid({ record, rows, group, cadence }) {
  const said = new Map();
  rows.forEach(([, ...own], subscription) => {
    const key = group(subscription);
    if (!said.has(key)) said.set(key, new Set());
    for (const row of own) said.get(key).add(record.said[row]);
  });
  return new Map([...said].filter(([, times]) => times.size > 0).map(([key, times]) => [key, agreed([...times], cadence)]));
}

/** The earliest of those that agree best: what came for another reason does not come again a cadence later. */
function agreed(times, cadence) {
  const near = times.map((time) => times.map((other) => other - time).filter((difference) => Math.abs(nearest(difference, cadence)) < AGREE));
  const most = near.reduce((best, found, at) => (found.length > near[best].length ? at : best), 0);
  return times[most] + Math.min(...near[most].map((difference) => nearest(difference, cadence)));
}

/** The difference of two instants on a circle: from minus half of it to half of it. */
function nearest(difference, cadence) {
  const rest = ((difference % cadence) + cadence) % cadence;
  return rest > cadence / 2 ? rest - cadence : rest;
}

function due({ record, own, earliest, cadence, from, to, result }) {
  let next = 0;
  for (let at = earliest + Math.ceil((from - earliest) / cadence) * cadence; at + cadence <= to; at += cadence) {
    while (next < own.length && record.received[own[next]] < at - EARLY) next++;
    const late = next < own.length ? record.received[own[next]] - at : Infinity;
    if (late < cadence) result.lateness.push(Math.max(0, late));
    else result.missed++;
  }
}

/** Updates that say nothing new and came before it was time. */
function twice(record, own, cadence) {
  let count = 0;
  for (let i = 1; i < own.length; i++) {
    const [before, row] = [own[i - 1], own[i]];
    if (record.unchanged[row] && record.unchanged[before] && record.said[row] - record.said[before] < cadence / 2) count++;
  }
  return count;
}

/**
 * How long after its commit each change was on each socket that watches its organisation: the first
 * update whose `seq` has reached it. One that never came counts as missed.
 *
 * @param changes by organisation, each {version, committed}, in order
 */
export function latencies({ record, subscriptions, org, changes, first }) {
  const result = { times: [], missed: 0 };
  record.bySubscription(subscriptions, first).forEach((own, subscription) => {
    let next = 0;
    for (const { version, committed } of changes.get(org(subscription)) ?? []) {
      while (next < own.length && record.seq[own[next]] < version) next++;
      if (next < own.length) result.times.push(Math.max(0, record.received[own[next]] - committed));
      else result.missed++;
    }
  });
  result.times = Float64Array.from(result.times).sort();
  return result;
}

/** Of sorted numbers; undefined of none. */
export function percentile(sorted, percent) {
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
}
