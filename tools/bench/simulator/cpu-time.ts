// Rates per second of CPU time of this process: what else the machine does hardly moves them. Compiling and collecting garbage count: they are part of the work.

/** Until what runs often has been compiled, and compiled again. */
const WARM_UP_SECONDS = 2;

/** Of each work the fastest of `repeats`, warmed up: what disturbs can only add. Each in turn, so that a slow moment falls on all. A work returns how much it did. */
export function perCpuSecond<Name extends string>(works: Readonly<Record<Name, () => number>>, repeats: number): Readonly<Record<Name, number>> {
  // Object.keys forgets what the keys are.
  const names = Object.keys(works) as Name[];
  for (const name of names) warmUp(works[name]);
  const best = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const name of names) {
      const before = process.cpuUsage();
      const done = works[name]();
      best[name] = Math.max(best[name], done / cpuSeconds(before));
    }
  }
  return best;
}

/** Used by this process, its threads included, since `before`. */
export function cpuSeconds(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}

function warmUp(work: () => number): void {
  const before = process.cpuUsage();
  do work();
  while (cpuSeconds(before) < WARM_UP_SECONDS);
}
