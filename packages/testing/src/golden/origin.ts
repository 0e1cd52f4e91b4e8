// The git side of a golden test: a bare repository as `origin` with a model's versions and the ledger, and a checkout of it.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Origin {
  readonly bare: string;
  readonly checkout: string;
  /** Commits `bytes` as the model's file and tags the commit as GTO does; answers with the digest of the bytes. */
  release(version: string, bytes?: string): string;
  tags(): readonly string[];
  /** The branch of the ledger; empty when there is none. */
  ref(): string;
  /** Subjects of the ledger's commits, oldest first; empty when there is no ledger. */
  ledger(): readonly string[];
  /** The files of the ledger's newest commit. */
  recorded(file: 'state.json' | 'event.json'): unknown;
  /** Adds a commit to the ledger whose `state.json` holds this text. */
  corruptLedger(change: (state: string) => string): void;
  /** What `git fsck --strict` complains about. */
  complaints(): string;
  /** git, as a person would run it on the bare repository. */
  git(...args: readonly string[]): string;
  /** All refs of the bare repository as they are now; called, the answer makes them so again. */
  checkpoint(): () => void;
}

export const MODEL = 'fraud';

export function anOrigin(root: string): Origin {
  const [bare, checkout] = [join(root, 'origin.git'), join(root, 'work')];
  run(root, ['init', '--quiet', '--bare', '--initial-branch=main', bare]);
  run(root, ['init', '--quiet', '--initial-branch=main', checkout]);
  run(checkout, ['remote', 'add', 'origin', bare]);
  const git = (...args: readonly string[]): string => run(bare, args);
  const ledgerRef = (): string => git('for-each-ref', '--format=%(refname)', 'refs/heads/rollouts').split('\n').find((ref) => !ref.endsWith('/freezes')) ?? '';
  return {
    bare,
    checkout,
    git,
    ref: ledgerRef,
    release: (version, bytes = `model ${version}`) => {
      const files = { 'artifacts.yaml': `${MODEL}: {type: model, path: models/${MODEL}.onnx}\n`, [`models/${MODEL}.onnx`]: bytes };
      for (const [file, content] of Object.entries(files)) {
        mkdirSync(dirname(join(checkout, file)), { recursive: true });
        writeFileSync(join(checkout, file), content);
      }
      run(checkout, ['add', '--all', ...Object.keys(files)]);
      run(checkout, ['commit', '--quiet', '--allow-empty', `--message=${version}`]);
      run(checkout, ['tag', '--annotate', `--message=${version}`, `${MODEL}@${version}`]);
      run(checkout, ['push', '--quiet', 'origin', 'HEAD:main', `${MODEL}@${version}`]);
      return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    },
    tags: () => git('tag', '--list').split('\n').filter((tag) => tag !== ''),
    ledger: () => {
      const ref = ledgerRef();
      return ref === '' ? [] : git('log', '--reverse', '--format=%s', ref).split('\n');
    },
    recorded: (file) => JSON.parse(git('show', `${ledgerRef()}:${file}`)) as unknown,
    corruptLedger: (change) => {
      const ref = ledgerRef();
      const blob = run(bare, ['hash-object', '-w', '--stdin'], change(git('show', `${ref}:state.json`)));
      const tree = run(bare, ['mktree'], `100644 blob ${git('rev-parse', `${ref}:event.json`)}\tevent.json\n100644 blob ${blob}\tstate.json\n`);
      git('update-ref', ref, git('commit-tree', tree, '-p', ref, '-m', 'edited by hand'));
    },
    complaints: () => git('fsck', '--strict', '--no-dangling'),
    checkpoint: () => {
      const refs = (): readonly string[] => git('for-each-ref', '--format=%(refname) %(objectname)').split('\n').filter((line) => line !== '');
      const was = refs();
      return () => {
        const gone = refs().map((line) => line.split(' ')[0] ?? '').filter((name) => !was.some((line) => line.startsWith(`${name} `)));
        run(bare, ['update-ref', '--stdin'], [...gone.map((name) => `delete ${name}`), ...was.map((line) => `update ${line}`)].map((line) => `${line}\n`).join(''));
      };
    },
  };
}

function run(cwd: string, args: readonly string[], input = ''): string {
  return execFileSync('git', args, { cwd, input, encoding: 'utf8', env: PERSON, stdio: ['pipe', 'pipe', 'pipe'] }).trim();
}

const PERSON = {
  PATH: process.env['PATH'],
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};
