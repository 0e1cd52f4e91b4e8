// The fingerprints that are committed. Who changes what the simulator computes on purpose writes them anew (print-fingerprints.ts --write) and says so.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fingerprints } from './fingerprints.ts';

const FILE = join(import.meta.dirname, 'golden.json');

export function readGolden(): Fingerprints {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Fingerprints;
}

export function writeGolden(fingerprints: Fingerprints): void {
  writeFileSync(FILE, `${JSON.stringify(fingerprints, null, 2)}\n`);
}
