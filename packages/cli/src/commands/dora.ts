// rampart dora: how the releases of targets went over a period, from their ledgers alone.
import { parseDuration } from '@rampart/policy-document';
import { systemClock } from '@rampart/ports-from-policy';
import { deliveryMeasures, measureLines } from '@rampart/report';
import { isSet, REPOSITORY_OPTIONS, textValue, type Command, type ExitCode, type Invocation } from '../command.ts';
import { withTargets } from '../targets.ts';
import { tellUsage } from '../tell-usage.ts';

const PERIOD = '90d';

export const dora: Command = {
  name: 'dora',
  summary: 'measures of delivery per target from the ledger alone: DORA\'s five, and what was caught before promote (docs/delivery-measures.md)',
  options: { period: { value: PERIOD, does: `how far back it counts (default: ${PERIOD})` }, all: { does: 'every policy of this folder: all in rampart/, and those beside it' }, ledger: REPOSITORY_OPTIONS.ledger },
  policies: 'some',
  run: (invocation) => {
    const period = parseDuration(textValue(invocation, 'period', PERIOD));
    if (period.kind === 'refused' || period.value === 0) return Promise.resolve(tellUsage(invocation, 'dora', [`--period ${JSON.stringify(textValue(invocation, 'period'))} is not a time such as 30d`]));
    return tellMeasures(invocation, period.value);
  },
};

function tellMeasures(invocation: Invocation, periodMs: number): Promise<ExitCode> {
  const { console } = invocation;
  return withTargets(invocation, async (targets) => {
    const toMs = systemClock.nowMs();
    const period = { fromMs: toMs - periodMs, toMs };
    const documents: object[] = [];
    let exitCode: ExitCode = 0;
    for (const { ports, pinned: { policy: { target } } } of targets) {
      const events = await ports.ledger.history(target);
      if (events.kind === 'error') {
        console.err(`${target}: the ledger cannot be read: ${events.error.message}`);
        exitCode = 3;
        continue;
      }
      const measures = deliveryMeasures(events.value, period);
      documents.push({ target, ...measures });
      if (!isSet(invocation, 'json')) console.out(measureLines(target, measures, console.style).join('\n'));
    }
    if (isSet(invocation, 'json')) console.out(JSON.stringify({ targets: documents }, null, 2));
    return exitCode;
  });
}
