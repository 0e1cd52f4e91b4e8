// How large ledgers are in real git: every record as the commit that it is, one branch per target, packed as GitHub packs.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ledgerRef, recordFiles } from '@rampart/ledger-records';
import type { Recorded } from './week.ts';

export interface PackedSize {
  readonly commits: number;
  readonly packedBytes: number;
  readonly eventBytesMax: number;
}

export function packedSize(ledgers: readonly Recorded[]): PackedSize {
  const bare = mkdtempSync(join(tmpdir(), 'rampart-week-'));
  const git = (args: readonly string[], input = ''): string => execFileSync('git', ['-C', bare, ...args], { input, encoding: 'utf8', maxBuffer: 1e9, env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' } }).trim();
  try {
    git(['init', '--quiet', '--bare']);
    return measured(git, ledgers);
  } finally {
    rmSync(bare, { recursive: true });
  }
}

function measured(git: (args: readonly string[], input?: string) => string, ledgers: readonly Recorded[]): PackedSize {
  let eventBytesMax = 0;
  for (const { target, events, states } of ledgers) {
    const ref = ledgerRef(target);
    const lines = events.flatMap((event, index) => {
      const state = states[index];
      if (state === undefined) throw new Error('every event has the state after it');
      const files = recordFiles({ event, state });
      eventBytesMax = Math.max(eventBytesMax, Buffer.byteLength(files[0]?.text ?? ''));
      return [`commit ${ref}\n`, `committer rampart <rampart@localhost> ${String(Math.floor(event.atMs / 1_000))} +0000\n`, data(`${event.kind} ${String(event.sequence)}`), ...files.flatMap(({ name, text }) => [`M 100644 inline ${name}\n`, data(text)])];
    });
    git(['fast-import', '--quiet'], lines.join(''));
  }
  git(['gc', '--quiet', '--prune=now']);
  const counted = new Map(git(['count-objects', '-v']).split('\n').map((line) => line.split(': ') as [string, string]));
  return { commits: Number(git(['rev-list', '--all', '--count'])), packedBytes: Number(counted.get('size-pack')) * 1_024, eventBytesMax };
}

/** fast-import takes content with its length before it. */
function data(content: string): string {
  return `data ${String(Buffer.byteLength(content))}\n${content}\n`;
}
