// GitHub's rate limits on the emulator's clock: the primary ones per hour, REST and GraphQL apart, and the secondary ones.
import type { Token } from './token.ts';

export interface Limits {
  readonly restPerHour: number;
  readonly graphqlPerHour: number;
  /** Requests that create content, which is taken to be every one that writes. */
  readonly writesPerMinute: number;
  readonly writesPerHour: number;
  /** A read is 1 point, a write 5. */
  readonly restPointsPerMinute: number;
  readonly graphqlPointsPerMinute: number;
  readonly concurrent: number;
}

const SECONDARY = { writesPerMinute: 80, writesPerHour: 500, restPointsPerMinute: 900, graphqlPointsPerMinute: 2_000, concurrent: 100 };

/** github.com in 2026. A job's token has its limit for all jobs of a repository together. */
export const LIMITS: Readonly<Record<Token['kind'] | 'anonymous', Limits>> = {
  job: { restPerHour: 1_000, graphqlPerHour: 1_000, ...SECONDARY },
  app: { restPerHour: 5_000, graphqlPerHour: 5_000, ...SECONDARY },
  person: { restPerHour: 5_000, graphqlPerHour: 5_000, ...SECONDARY },
  anonymous: { restPerHour: 60, graphqlPerHour: 0, ...SECONDARY },
};

/** As on GitHub Enterprise Server, where they are off unless somebody turns them on. */
export const NO_LIMITS: Limits = { restPerHour: Infinity, graphqlPerHour: Infinity, writesPerMinute: Infinity, writesPerHour: Infinity, restPointsPerMinute: Infinity, graphqlPointsPerMinute: Infinity, concurrent: Infinity };

export type Resource = 'core' | 'graphql';

export interface Spent {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  readonly resetAtMs: number;
}

export type Admission =
  | { readonly kind: 'admitted' }
  /** The hour is used up. */
  | { readonly kind: 'primary'; readonly untilMs: number }
  | { readonly kind: 'secondary'; readonly untilMs: number };

export interface Meter {
  /** Asks for one request, and counts it when it is admitted. */
  admit(request: { readonly key: string; readonly limits: Limits; readonly resource: Resource; readonly writes: boolean; readonly concurrent: number }): Admission;
  spent(key: string, limits: Limits, resource: Resource): Spent;
  /** A request that turned out to cost nothing: 304. */
  giveBack(key: string, resource: Resource): void;
  /** From now on everything is used until the hour is over, or until the time given. */
  exhaust(key: string, limits: Limits, resource: Resource): void;
  block(key: string, untilMs: number): void;
  /** Whether that one was told to wait, and the time is not over. */
  mustWait(key: string, resource: Resource): boolean;
}

interface Window {
  startMs: number;
  used: number;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;

export function meter(nowMs: () => number): Meter {
  const windows = new Map<string, Window>();
  const blocked = new Map<string, number>();

  const windowOf = (name: string, lengthMs: number): Window => {
    const found = windows.get(name);
    if (found !== undefined && nowMs() < found.startMs + lengthMs) return found;
    const fresh = { startMs: nowMs(), used: 0 };
    windows.set(name, fresh);
    return fresh;
  };
  const hour = (key: string, resource: Resource): Window => windowOf(`${key} ${resource}`, HOUR);
  const blockedUntil = (name: string): number => {
    const untilMs = blocked.get(name) ?? 0;
    return untilMs > nowMs() ? untilMs : 0;
  };
  const refuse = (kind: 'primary' | 'secondary', name: string, untilMs: number): Admission => {
    const latestMs = Math.max(untilMs, blockedUntil(name));
    blocked.set(name, latestMs);
    return { kind, untilMs: latestMs };
  };

  return {
    admit: ({ key, limits, resource, writes, concurrent }) => {
      const secondary = blockedUntil(key);
      if (secondary > 0) return refuse('secondary', key, secondary);
      const primary = hour(key, resource);
      const perHour = resource === 'core' ? limits.restPerHour : limits.graphqlPerHour;
      if (primary.used >= perHour) return refuse('primary', `${key} ${resource}`, primary.startMs + HOUR);
      const points = writes ? 5 : 1;
      const counters: readonly (readonly [Window, number, number, number])[] = [
        [windowOf(`${key} ${resource} points`, MINUTE), points, resource === 'core' ? limits.restPointsPerMinute : limits.graphqlPointsPerMinute, MINUTE],
        [windowOf(`${key} writes a minute`, MINUTE), writes ? 1 : 0, limits.writesPerMinute, MINUTE],
        [windowOf(`${key} writes an hour`, HOUR), writes ? 1 : 0, limits.writesPerHour, HOUR],
      ];
      const over = counters.find(([window, more, most]) => more > 0 && window.used + more > most);
      if (over !== undefined) return refuse('secondary', key, over[0].startMs + over[3]);
      if (concurrent > limits.concurrent) return refuse('secondary', key, nowMs() + MINUTE);
      for (const [window, more] of counters) window.used += more;
      primary.used += 1;
      return { kind: 'admitted' };
    },
    spent: (key, limits, resource) => {
      const { used, startMs } = hour(key, resource);
      const limit = resource === 'core' ? limits.restPerHour : limits.graphqlPerHour;
      const most = Number.isFinite(limit) ? limit : 1_000_000_000;
      return { limit: most, used: Math.min(used, most), remaining: Math.max(0, most - used), resetAtMs: startMs + HOUR };
    },
    giveBack: (key, resource) => {
      hour(key, resource).used -= 1;
    },
    exhaust: (key, limits, resource) => {
      const limit = resource === 'core' ? limits.restPerHour : limits.graphqlPerHour;
      hour(key, resource).used = Number.isFinite(limit) ? limit : 1_000_000_000;
    },
    block: (key, untilMs) => void blocked.set(key, untilMs),
    mustWait: (key, resource) => blockedUntil(key) > 0 || blockedUntil(`${key} ${resource}`) > 0,
  };
}
