// The proxy as a process of its own, with the label service beside it: labels are learned from what the proxy logs.
import { decode, integer, list, shape, text } from '@rampart/json-exchange';
import { readMarch } from '../flights/march.ts';
import { startLabelService } from '../labels/label-service.ts';
import { runAsChild } from '../process/run-as-child.ts';
import { openLineLog, type AccessEntry, type WeightEntry } from './access-log.ts';
import { startProxy } from './proxy.ts';

runAsChild(async (given) => {
  const options = decode(decodeOptions, given);
  if (options.kind === 'bad') throw new Error(`the proxy cannot start: ${options.why}`);
  const { target, slots, accessLogPath, weightLogPath, matureMs } = options.value;
  const [first, second] = slots;
  if (first === undefined || second === undefined) throw new Error('the proxy cannot start: it needs two slots');

  const accessLog = openLineLog<AccessEntry>(accessLogPath);
  const weightLog = openLineLog<WeightEntry>(weightLogPath);
  const totals = new Map(slots.map(({ name }) => [name, { requests: 0, failed: 0 }]));
  const write = (entry: AccessEntry): void => {
    accessLog.write(entry);
    labels.learn(entry);
    // What nobody was given harmed nobody.
    if (entry.purpose !== 'user') return;
    const { requests, failed } = totals.get(entry.slot) ?? { requests: 0, failed: 0 };
    totals.set(entry.slot, { requests: requests + 1, failed: failed + (entry.status === 200 ? 0 : 1) });
  };
  const proxy = await startProxy({ target, slots: [first, second], accessLog: { write }, weightLog });
  const labels = await startLabelService({ target, slots: [first.name, second.name], flights: readMarch(), matureMs, nowMs: () => Date.now(), learnedUntilMs: () => proxy.oldestInFlightMs() });

  return {
    started: { proxyUrl: proxy.url, labelsUrl: labels.url },
    report: () => Object.fromEntries(totals),
    stop: async () => {
      await Promise.all([proxy.close(), labels.close()]);
      await Promise.all([accessLog.close(), weightLog.close()]);
    },
  };
});

const name = text({ expected: 'a name', pattern: /./ });

const decodeOptions = shape({
  target: name,
  slots: list(shape({ name, url: name }), { countMax: 2 }),
  accessLogPath: name,
  weightLogPath: name,
  matureMs: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
});
