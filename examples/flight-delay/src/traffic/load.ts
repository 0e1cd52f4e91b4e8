// Replays the flights against the service. Open loop: requests go out when they are due, whether earlier ones were answered or not, up to
// a bound that keeps a stuck service from filling the memory.
import { flightKey, type Flight } from '../flights/march.ts';
import { connectLoopback } from '../http/loopback-client.ts';
import { encodePredictionRequest } from '../serving/prediction-request.ts';
import { arrivalAt } from './arrivals.ts';
import { latencyHistogram } from './latency-histogram.ts';

export interface LoadOptions {
  /** Of the proxy. */
  readonly url: string;
  readonly flights: readonly Flight[];
  readonly ratePerSecond: number;
  readonly seed: number;
}

export interface LoadTotals {
  readonly sent: number;
  /** By status; `0` counts requests that got no answer at all. */
  readonly byStatus: Readonly<Record<string, number>>;
  readonly latencyP50Ms: number;
  readonly latencyP99Ms: number;
  /** The longest time that a request went out after it was due. */
  readonly behindMsMax: number;
}

export interface RunningLoad {
  totals(): LoadTotals;
  /** Ends when the requests on their way are answered. */
  stop(): Promise<LoadTotals>;
}

const inFlightMax = 256;
const timeoutMs = 15_000;

export function startLoad({ url, flights, ratePerSecond, seed }: LoadOptions): RunningLoad {
  const arrival = arrivalAt({ flights, ratePerSecond, seed });
  const client = connectLoopback(url);
  const byStatus: Record<string, number> = {};
  const latency = latencyHistogram();
  const startedMs = performance.now();
  let sent = 0;
  let inFlight = 0;
  let behindMsMax = 0;
  let next = arrival(0);
  let timer: NodeJS.Timeout | undefined;
  let whenIdle: (() => void) | undefined;

  const send = async (key: string, flight: Flight): Promise<void> => {
    const sentMs = performance.now();
    const { status } = await client.send({ method: 'POST', path: '/predict', body: encodePredictionRequest(key, flight), timeoutMs }).catch(() => ({ status: 0 }));
    latency.add(performance.now() - sentMs);
    byStatus[status] = (byStatus[status] ?? 0) + 1;
    inFlight -= 1;
    if (inFlight === 0) whenIdle?.();
  };

  const sendDue = (): void => {
    const nowMs = performance.now() - startedMs;
    while (next.dueMs <= nowMs && inFlight < inFlightMax) {
      const flight = flights[next.index];
      if (flight === undefined) return;
      behindMsMax = Math.max(behindMsMax, nowMs - next.dueMs);
      sent += 1;
      inFlight += 1;
      void send(flightKey(next.index, next.lap), flight);
      next = arrival(sent);
    }
    timer = setTimeout(sendDue, Math.max(1, next.dueMs - nowMs));
  };
  sendDue();

  const totals = (): LoadTotals => ({ sent, byStatus: { ...byStatus }, latencyP50Ms: latency.quantileMs(0.5), latencyP99Ms: latency.quantileMs(0.99), behindMsMax });
  return {
    totals,
    stop: async () => {
      clearTimeout(timer);
      if (inFlight > 0) await new Promise<void>((resolve) => (whenIdle = resolve));
      client.close();
      return totals();
    },
  };
}
