// The command that runs a `run:` script. Defaults as on the Linux runner: without `shell:` it is bash with -e only, so a failing pipe
// passes; `shell: bash` adds pipefail.

export type ShellCommand =
  | { readonly kind: 'command'; readonly file: string; readonly args: readonly string[]; readonly extension: string }
  | { readonly kind: 'unsupported'; readonly why: string };

const builtIn: Readonly<Record<string, { readonly args: readonly string[]; readonly extension: string }>> = {
  bash: { args: ['--noprofile', '--norc', '-e', '-o', 'pipefail', '{0}'], extension: '.sh' },
  sh: { args: ['-e', '{0}'], extension: '.sh' },
  python: { args: ['{0}'], extension: '.py' },
};

/** `{0}` in the arguments stands for the script file. Arguments of an own shell are split at spaces; quotes are not read. */
export function shellCommand(shell: string): ShellCommand {
  if (shell === '') return { kind: 'command', file: 'bash', args: ['-e', '{0}'], extension: '.sh' };
  const [file = '', ...args] = shell.split(/\s+/);
  const known = builtIn[file];
  if (args.length === 0 && known !== undefined) return { kind: 'command', file, ...known };
  if (args.some((argument) => argument.includes('{0}'))) {
    return { kind: 'command', file, args, extension: known?.extension ?? '' };
  }
  return {
    kind: 'unsupported',
    why: `Invalid shell option '${shell}'. Use bash, sh, python, or a command whose arguments contain '{0}'.`,
  };
}
