import { describe, expect, it } from 'vitest';
import { shellCommand } from './shell.ts';

describe('shellCommand', () => {
  it.each([
    ['', 'bash', ['-e', '{0}'], '.sh'],
    ['bash', 'bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '{0}'], '.sh'],
    ['sh', 'sh', ['-e', '{0}'], '.sh'],
    ['python', 'python', ['{0}'], '.py'],
    ['node {0}', 'node', ['{0}'], ''],
    ['bash -x {0}', 'bash', ['-x', '{0}'], '.sh'],
  ])('%j runs %s', (shell, file, args, extension) => {
    expect(shellCommand(shell)).toEqual({ kind: 'command', file, args, extension });
  });

  it.each(['pwsh', 'node', 'bash -x'])('refuses %j, which takes no script', (shell) => {
    expect(shellCommand(shell)).toMatchObject({ kind: 'unsupported' });
  });
});
