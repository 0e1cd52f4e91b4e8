// Measures Rampart. Commands: npm run bench (how long things take), npm run bench -- statistics (whether the statistics keep what they promise),
// npm run bench -- simulator (how fast the simulator is); these two end with 1 where a target is missed.

const [what, ...rest] = process.argv.slice(2);
if (rest.length > 0 || (what !== undefined && what !== 'statistics' && what !== 'simulator')) {
  console.error(`npm run bench takes nothing, or one of: statistics, simulator. It got: ${process.argv.slice(2).join(' ')}`);
  process.exitCode = 2;
} else if (what === undefined) {
  const { benchTimes } = await import('./times.ts');
  await benchTimes();
} else if (what === 'simulator') {
  const { benchSimulator } = await import('./simulator/main.ts');
  process.exitCode = (await benchSimulator()) ? 0 : 1;
} else {
  const { benchStatistics } = await import('./statistics/main.ts');
  process.exitCode = (await benchStatistics()) ? 0 : 1;
}

export {};
