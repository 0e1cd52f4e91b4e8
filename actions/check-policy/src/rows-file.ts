// The rows of one shard: a line that says what the file is, then one line per policy, each the part that the simulator wrote.
import { quoteValue } from '@rampart/action-kit';
import type { ShardFile } from '@rampart/simulator';

const VERSION = 1;

export interface PolicyRows {
  readonly policyFile: string;
  /** One line of JSON. */
  readonly text: string;
}

export function rowsText(parts: readonly PolicyRows[]): string {
  const head = JSON.stringify({ rampartRows: VERSION, policies: parts.map(({ policyFile }) => policyFile) });
  return `${[head, ...parts.map(({ text }) => text.trimEnd())].join('\n')}\n`;
}

export type RowsReading = { readonly kind: 'rows'; /** By policy file: its part in each rows file that has one. */ readonly byPolicy: ReadonlyMap<string, readonly ShardFile[]> } | { readonly kind: 'mistakes'; readonly mistakes: readonly string[] };

/** What the lines of policies say is left to the simulator. */
export function readRowsFiles(files: readonly ShardFile[]): RowsReading {
  const byPolicy = new Map<string, readonly ShardFile[]>();
  const mistakes: string[] = [];
  for (const { name, text } of files) {
    const [head = '', ...lines] = text.trimEnd().split('\n');
    const policies = policiesOf(head);
    if (policies === 'no rows file' || policies.length !== lines.length) {
      mistakes.push(`${quoteValue(name)} is no rows file of this version, or was cut off. Give the files that the jobs with shard wrote.`);
      continue;
    }
    for (const [index, file] of policies.entries()) byPolicy.set(file, [...(byPolicy.get(file) ?? []), { name, text: lines[index] ?? '' }]);
  }
  return mistakes.length > 0 ? { kind: 'mistakes', mistakes } : { kind: 'rows', byPolicy };
}

function policiesOf(head: string): readonly string[] | 'no rows file' {
  let document: unknown;
  try {
    document = JSON.parse(head);
  } catch {
    return 'no rows file';
  }
  if (typeof document !== 'object' || document === null || !('rampartRows' in document) || document.rampartRows !== VERSION || !('policies' in document) || !Array.isArray(document.policies)) return 'no rows file';
  const policies: readonly unknown[] = document.policies;
  return policies.every((file) => typeof file === 'string') ? policies : 'no rows file';
}
