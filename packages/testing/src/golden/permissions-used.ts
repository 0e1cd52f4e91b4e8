// What requests needed of the token that they came with, by what GitHub asks for at each route.
import type { Permissions, RequestEntry } from '../github/index.ts';

/** As a workflow writes it; `contents: write` includes reading. Where one of several is enough, the documented one counts. */
export async function permissionsUsed(requests: readonly RequestEntry[], documented: Readonly<Record<string, { readonly access: 'read' | 'write' }>>): Promise<Readonly<Record<string, 'read' | 'write'>>> {
  const { GRAPHQL_NEEDS, ROUTES } = await import('../github/index.ts');
  const needsOf = ({ operation, sent }: RequestEntry): readonly Permissions[] => {
    if (operation === 'graphql/repository') return [{ ...GRAPHQL_NEEDS.contents, ...(/pullRequests?\b/i.test(sent) ? { pull_requests: 'read' } : {}) }];
    if (operation === 'graphql/viewer') return [];
    const mutation = Object.entries(GRAPHQL_NEEDS).find(([name]) => operation === `graphql/${name}`);
    if (mutation !== undefined) return [mutation[1]];
    const route = ROUTES.find((known) => known.operation === operation);
    if (route === undefined) throw new Error(`nobody knows what ${operation} needs`);
    return route.needs;
  };
  const used: Record<string, 'read' | 'write'> = {};
  for (const request of requests) {
    const alternatives = needsOf(request);
    const wanted = alternatives.find((one) => Object.keys(one).every((name) => inWorkflow(name) in documented)) ?? alternatives[0] ?? {};
    for (const [name, level] of Object.entries(wanted)) {
      if (name !== 'metadata' && used[inWorkflow(name)] !== 'write') used[inWorkflow(name)] = level;
    }
  }
  return used;
}

function inWorkflow(name: string): string {
  return name.replaceAll('_', '-');
}

/** Exactly the documented ones, but for those that are taken away or lowered. */
export function permissionsWithout(documented: Readonly<Record<string, { readonly access: 'read' | 'write' }>>, changed: Readonly<Record<string, 'read' | 'none'>> = {}): Readonly<Record<string, 'read' | 'write' | 'none'>> {
  return { ...Object.fromEntries(Object.entries(documented).map(([name, { access }]) => [name, access])), ...changed };
}
