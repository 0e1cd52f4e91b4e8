// npm run demo: three real releases over real HTTP traffic, with the shipped bundles. Exit code 0 only if all three outcomes are right.
import { percentOfWeight } from '@rampart/report';
import { runDemo, type DemoResult } from './demo.ts';
import { readOptions } from './options.ts';

const cancellation = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (!cancellation.signal.aborted) process.stderr.write('\nstopping: ending the runs and every process of the demo\n');
    cancellation.abort();
  });
}
process.exitCode = await main();

async function main(): Promise<number> {
  const reading = readOptions(process.argv.slice(2), Date.now() % 1_000_000);
  if (reading.kind === 'help') {
    process.stdout.write(`${reading.text}\n`);
    return 0;
  }
  if (reading.kind === 'mistake') {
    process.stderr.write(`${reading.text}\n`);
    return 2;
  }
  const { options } = reading;
  const { isTTY: isTerminal } = process.stdout;
  const color = isTerminal && (process.env['NO_COLOR'] ?? '') === '';
  process.stdout.write(`Rampart demo: three releases of a flight-delay model, about ${String(options.ratePerSecond)} requests a second, a minute of the policy is a second here (seed ${String(options.seed)})\n\n`);
  try {
    const result = await runDemo(options, { isTerminal, color, width: process.stdout.columns ?? 120, write: (text) => void process.stdout.write(text) }, cancellation.signal);
    if (cancellation.signal.aborted) return 130;
    process.stdout.write(table(result));
    return result.asExpected ? 0 : 1;
  } catch (error) {
    if (cancellation.signal.aborted) return 130;
    process.stderr.write(`\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  }
}

function table({ summary, releases, asExpected, files }: DemoResult): string {
  const rows = releases.map(({ version, artefact, expected }) => {
    const rollout = summary.rollouts.find((known) => known.candidate === version);
    const weight = rollout === undefined ? '' : percentOfWeight(rollout.maxWeight * 10_000);
    return [version, rollout?.outcome ?? 'not ended', rollout?.outcome === expected ? 'right' : `expected ${expected}`, `${((rollout?.durationMs ?? 0) / 1000).toFixed(1)} s`, weight, String(rollout?.excessBadRequests ?? ''), artefact];
  });
  const head = ['release', 'outcome', '', 'took', 'at most', 'bad requests', 'what it is'];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const lines = [head, ...rows].map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
  const { total, failed } = summary.requests;
  return ['', ...lines, '', `${String(total)} requests, ${String(failed)} failed; ${asExpected ? 'all three outcomes are right' : 'NOT all outcomes are right'}`, ...files.map((file) => `  ${file}`), ''].join('\n');
}
