import { describe, expect, it } from 'vitest';
import { ratesOf } from './simpy.ts';

describe('ratesOf', () => {
  const printed = { version: '3.0.11', python: 'cpython 3.11', customersPerSecond: 1.3e5, meanTimeInSystem: 5, requestsPerSecond: 1.3e6, failedShare: 0.01 };

  it('reads what mm1.py prints', () => {
    expect(ratesOf(`${JSON.stringify(printed)}\n`)).toEqual(printed);
  });

  it.each(['customersPerSecond', 'meanTimeInSystem', 'requestsPerSecond'])('refuses what has no %s', (name) => {
    expect(() => ratesOf(JSON.stringify({ ...printed, [name]: 0 }))).toThrow(/something else than rates/);
    expect(() => ratesOf(JSON.stringify({ ...printed, [name]: undefined }))).toThrow(/something else than rates/);
  });
});
