// rampart init: looks at what runs, proposes a policy, and keeps the traffic that it was computed with beside it.
import { mkdirSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DEFAULTS_FILE, formatLint, formatMistakes, lintPolicy, profileFileOf, readPolicy, writeProfile } from '@rampart/policy-document';
import { systemClock } from '@rampart/ports-from-policy';
import { commandRouter, httpRouter } from '@rampart/traffic-routers';
import { isSet, type Command, type ExitCode, type Invocation } from '../command.ts';
import { draftPolicy, type Draft } from '../init/draft-policy.ts';
import { readInitOptions, type InitPlan } from '../init/init-options.ts';
import { tellInit, type InitStory } from '../init/tell-init.ts';
import { secretIn } from '../secretive-console.ts';

const ANSWER_TIMEOUT_MS = 20_000;

export const init: Command = {
  name: 'init',
  summary: 'looks at what runs and proposes a policy, with the traffic it was computed from beside it',
  options: {
    serve: { value: 'http://...|command:...', does: 'the router, which speaks the router contract (docs/router-contract.md)' },
    pages: { value: 'slot=http://...', repeats: true, does: 'a metric page of a pod; once per pod, for both slots' },
    target: { value: 'fraud-prod', does: 'what the router calls the target (default: the name of the file)' },
    model: { value: 'gto:fraud', does: 'registry and name of the model (default: like the target)' },
    for: { value: '60s', does: 'how long it looks (default: 60s)' },
    out: { value: 'rampart/fraud.yaml', does: 'where the policy is written (default: rampart/<target>.yaml)' },
    force: { does: 'writes over a policy and a profile that are there' },
  },
  policies: 'none',
  run: async (invocation) => {
    const options = readInitOptions(invocation);
    if (options.kind === 'mistakes') return refuse(invocation, options.mistakes.map((text) => `rampart init: ${text}`));
    const { plan } = options;
    const there = [plan.file, profileFileOf(plan.file)].filter((file) => existsSync(resolve(invocation.cwd, file)));
    if (there.length > 0 && !isSet(invocation, 'force')) return refuse(invocation, [`rampart init: ${there.join(' and ')} ${there.length === 1 ? 'is' : 'are'} there already. Write --out another.yaml, or --force to write over ${there.length === 1 ? 'it' : 'them'}`]);
    // Somebody waits there; a log needs no sign of life.
    if (invocation.console.errStyle.color) invocation.console.err(`looking at ${plan.identity.target} for ${plan.forMs / 1_000} s ...`);
    const draft = await draftPolicy(plan, { router: routerOf(plan, invocation), defaults: defaultsBeside(plan, invocation), fetch: globalThis.fetch, timeoutMs: ANSWER_TIMEOUT_MS, clock: systemClock, signal: invocation.signal });
    return conclude(invocation, plan, draft);
  },
};

function conclude(invocation: Invocation, plan: InitPlan, draft: Draft): ExitCode {
  const { console, cwd } = invocation;
  switch (draft.kind) {
    case 'away':
      return refuse(invocation, draft.why.map((text) => `rampart init: ${text}`), 3);
    case 'refused':
      return refuse(invocation, draft.why.map((text) => `rampart init: ${text}`));
    case 'invalid': {
      if (isSet(invocation, 'json')) console.out(JSON.stringify({ mistakes: draft.mistakes }, null, 2));
      else console.err(`rampart init: with what it was given, no valid policy comes out; nothing was written.\n${formatMistakes(draft.mistakes, { color: console.errStyle.color })}`);
      return 2;
    }
    case 'drafted': {
      const files = [
        { file: plan.file, content: draft.text },
        { file: profileFileOf(plan.file), content: writeProfile(draft.profile) },
      ];
      const secret = secretIn(files, invocation.hideSecrets);
      if (secret !== '') return refuse(invocation, [`rampart init: ${secret}`]);
      const failed = writeAll(files, { cwd, force: isSet(invocation, 'force') });
      if (failed !== '') return refuse(invocation, [`rampart init: ${failed}`]);
      // With the places of the file that was written.
      const reading = readPolicy(draft.texts);
      const lints = reading.kind === 'policy' ? lintPolicy(reading.policy, reading.origins, { kind: 'measured', profile: draft.profile }) : [];
      const story: InitStory = { ...draft.story, files: files.map(({ file }) => file), lints };
      console.out(isSet(invocation, 'json') ? JSON.stringify({ ...story, policy: draft.text, profile: JSON.parse(writeProfile(draft.profile)) as unknown }, null, 2) : tellInit(story, formatLint));
      return 0;
    }
  }
}

function refuse(invocation: Invocation, sentences: readonly string[], exitCode: ExitCode = 2): ExitCode {
  if (isSet(invocation, 'json')) invocation.console.out(JSON.stringify({ refused: sentences }, null, 2));
  else invocation.console.err(sentences.join('\n'));
  return exitCode;
}

function routerOf({ identity: { serve } }: InitPlan, { cwd, env }: Invocation) {
  const token = env['RAMPART_ROUTER_TOKEN'] ?? '';
  if (serve.kind === 'http') return httpRouter({ url: serve.url, fetch: globalThis.fetch, timeoutMs: ANSWER_TIMEOUT_MS, ...(token === '' ? {} : { token }) });
  const known = Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  return commandRouter({ argv: serve.argv, cwd, env: known, timeoutMs: ANSWER_TIMEOUT_MS });
}

/** What a policy beside it would be merged with. A file that cannot be read is told by whoever validates the policy. */
function defaultsBeside({ file }: InitPlan, { cwd }: Invocation): { readonly kind: 'none' } | { readonly kind: 'text'; readonly file: string; readonly text: string } {
  const path = join(dirname(file), DEFAULTS_FILE);
  try {
    return { kind: 'text', file: path, text: readFileSync(resolve(cwd, path), 'utf8') };
  } catch {
    return { kind: 'none' };
  }
}

/** Nothing is written over unless it was asked for, whoever else writes meanwhile. */
function writeAll(files: readonly { readonly file: string; readonly content: string }[], { cwd, force }: { readonly cwd: string; readonly force: boolean }): string {
  for (const { file, content } of files) {
    try {
      mkdirSync(dirname(resolve(cwd, file)), { recursive: true });
      writeFileSync(resolve(cwd, file), content, { flag: force ? 'w' : 'wx' });
    } catch (error) {
      return `${file} cannot be written (${error instanceof Error ? error.message : 'unknown reason'})`;
    }
  }
  return '';
}
