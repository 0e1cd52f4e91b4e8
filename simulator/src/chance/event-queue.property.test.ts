import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { eventQueue } from './event-queue.ts';

interface Pushed {
  readonly time: number;
  readonly priority: number;
  readonly event: number;
}

// Few times and priorities, so that ties are the rule.
const anyEvent = fc.record({ time: fc.oneof({ weight: 3, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.double({ noNaN: true }) }), priority: fc.nat(3) });
const anyOperation = fc.oneof({ weight: 3, arbitrary: anyEvent }, { weight: 2, arbitrary: fc.constant('pop' as const) });

describe('eventQueue', () => {
  test.prop([fc.array(anyOperation, { maxLength: 300, size: 'max' })])('gives what a sorted list gives, whatever is pushed between', (operations) => {
    const queue = eventQueue();
    const pending: Pushed[] = [];
    operations.forEach((operation, event) => {
      if (operation === 'pop') {
        const next = pending.shift();
        expect(queue.nextTime).toBe(next?.time ?? Number.POSITIVE_INFINITY);
        expect(queue.pop()).toBe(next?.event ?? Number.NaN);
      } else {
        queue.push(operation.time, operation.priority, event);
        pending.push({ ...operation, event });
        // Array.sort is stable: what was pushed first stays first.
        pending.sort((a, b) => (a.time === b.time ? a.priority - b.priority : a.time < b.time ? -1 : 1));
      }
      expect(queue.size).toBe(pending.length);
    });
  });

  it('grows beyond its first room and is used again after clear', () => {
    const queue = eventQueue();
    for (const rounds of [1, 2]) {
      for (let index = 0; index < 1_000 * rounds; index += 1) queue.push((index * 7_919) % 1_000, 0, index);
      const times: number[] = [];
      while (queue.size > 500) {
        times.push(queue.nextTime);
        queue.pop();
      }
      expect(times).toEqual([...times].sort((a, b) => a - b));
      queue.clear();
      expect([queue.size, queue.nextTime]).toEqual([0, Number.POSITIVE_INFINITY]);
    }
  });
});
