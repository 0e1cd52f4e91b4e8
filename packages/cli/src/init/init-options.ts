// What `rampart init` is asked to look at, from its options. All mistakes at once.
import { basename } from 'node:path';
import { parseDuration } from '@rampart/policy-document';
import type { Serve } from '@rampart/rollout-policy';
import { textValue, textValues, type Invocation } from '../command.ts';

export interface Identity {
  readonly target: string;
  readonly model: string;
  /** Nobody said it: it is called like the target. */
  readonly isModelGuessed: boolean;
  readonly serve: ServeRoute;
  /** Addresses by slot, as they were given. */
  readonly pages: Readonly<Record<string, readonly string[]>>;
}

export type ServeRoute = { readonly kind: 'http'; readonly url: string } | { readonly kind: 'command'; readonly argv: Extract<Serve, { kind: 'command' }>['argv'] };

export interface InitPlan {
  readonly identity: Identity;
  /** Relative to the working directory. */
  readonly file: string;
  readonly forMs: number;
}

export type InitOptions = { readonly kind: 'plan'; readonly plan: InitPlan } | { readonly kind: 'mistakes'; readonly mistakes: readonly string[] };

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const FOR_MS_MIN = 100;

export function readInitOptions(invocation: Invocation): InitOptions {
  const [out, named, model, serveText] = [textValue(invocation, 'out'), textValue(invocation, 'target'), textValue(invocation, 'model'), textValue(invocation, 'serve')];
  const target = named === '' ? basename(out).replace(/\.ya?ml$/, '') : named;
  const file = out === '' ? `rampart/${target}.yaml` : out;
  const forMs = parseDuration(textValue(invocation, 'for', '60s'));
  const serve = serveOf(serveText);
  const pages = pagesOf(textValues(invocation, 'pages'));
  const mistakes = [
    ...(target === '' ? ['--target: nobody says what the target is called at its router. Write --target fraud-prod, or --out rampart/fraud-prod.yaml'] : []),
    ...(target === '' || NAME.test(target) ? [] : [`--target: expected letters, digits, dot, dash and underscore, got ${JSON.stringify(target)}`]),
    ...(/\.ya?ml$/.test(file) && !basename(file).startsWith('_') ? [] : [`--out: expected the file of a policy, e.g. rampart/fraud.yaml, got ${JSON.stringify(file)}`]),
    ...(model === '' || /^gto:[A-Za-z0-9](?:[A-Za-z0-9_/-]{0,98}[A-Za-z0-9])?$/.test(model) ? [] : [`--model: expected registry and name, e.g. gto:fraud, got ${JSON.stringify(model)}`]),
    ...(forMs.kind === 'refused' ? [`--for: ${forMs.says}. Write 60s or 10m`] : forMs.value < FOR_MS_MIN ? [`--for: expected at least ${FOR_MS_MIN}ms, got ${forMs.value}ms`] : []),
    ...(serve.kind === 'mistake' ? [serve.text] : []),
    ...pages.mistakes,
  ];
  if (mistakes.length > 0 || serve.kind === 'mistake' || forMs.kind === 'refused') return { kind: 'mistakes', mistakes };
  const identity: Identity = { target, model: model === '' ? target.replace(/[^A-Za-z0-9_/-]/g, '-') : model.slice('gto:'.length), isModelGuessed: model === '', serve: serve.route, pages: pages.pages };
  return { kind: 'plan', plan: { identity, file, forMs: forMs.value } };
}

function serveOf(text: string): { readonly kind: 'route'; readonly route: ServeRoute } | { readonly kind: 'mistake'; readonly text: string } {
  const accepted = 'Write --serve http://router.internal/route, or --serve \'command:["node", "router.js"]\' (docs/router-contract.md)';
  if (text === '') return { kind: 'mistake', text: `--serve: without the router nobody knows which slot serves. ${accepted}` };
  if (/^https?:/.test(text)) return { kind: 'route', route: { kind: 'http', url: text } };
  const argv = text.startsWith('command:') ? argvOf(text.slice('command:'.length)) : [];
  return argv.length > 0 ? { kind: 'route', route: { kind: 'command', argv } } : { kind: 'mistake', text: `--serve: expected an address or a command, got ${JSON.stringify(text)}. ${accepted}` };
}

/** A JSON list, or words between spaces. No shell reads it, so quotes mean nothing. */
function argvOf(text: string): readonly string[] {
  if (!text.trimStart().startsWith('[')) return text.split(' ').filter((word) => word !== '');
  try {
    const argv: unknown = JSON.parse(text);
    return Array.isArray(argv) && argv.every((word) => typeof word === 'string') ? argv : [];
  } catch {
    return [];
  }
}

/** `--pages blue=http://10.0.0.1:9090/metrics`, once per pod. */
function pagesOf(values: readonly string[]): { readonly pages: Readonly<Record<string, readonly string[]>>; readonly mistakes: readonly string[] } {
  const pages = new Map<string, readonly string[]>();
  const mistakes: string[] = [];
  for (const value of values) {
    const [, slot = '', url = ''] = /^([^=]+)=(https?:\/\/.+)$/.exec(value) ?? [];
    if (!NAME.test(slot)) mistakes.push(`--pages: expected slot=http://..., got ${JSON.stringify(value)}`);
    else pages.set(slot, [...(pages.get(slot) ?? []), url]);
  }
  if (values.length === 0) mistakes.push('--pages: without metric pages nothing can be proposed. Write --pages blue=http://10.0.0.1:9090/metrics once per pod, for both slots');
  return { pages: Object.fromEntries(pages), mistakes };
}
