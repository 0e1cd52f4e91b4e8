import { describe, expect, it } from 'vitest';
import { philox4x32 } from './philox.ts';

describe('philox4x32', () => {
  // Random123 1.14, tests/kat_vectors, lines `philox4x32 10`: counter, key, result.
  it.each([
    ['zeros', [0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]],
    ['ones', [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]],
    ['digits of pi', [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0], [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]],
  ] as const)('gives the known answer for %s', (_, [c0, c1, c2, c3], [k0, k1], expected) => {
    const words = new Int32Array(4);
    philox4x32(words, c0, c1, c2, c3, k0, k1);
    expect([...words].map((word) => word >>> 0)).toEqual(expected);
  });
});
