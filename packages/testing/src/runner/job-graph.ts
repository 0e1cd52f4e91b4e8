// The order of jobs: who comes before whom, and who can start now. Pure; the parser has refused unknown needs and cycles before.

export interface GraphNode {
  readonly id: string;
  readonly needs: readonly string[];
}

/** Every job before `id`, near and far, without repetition. */
export function ancestorsOf(nodes: readonly GraphNode[], id: string): readonly string[] {
  const found = new Set<string>();
  const visit = (each: string): void => {
    for (const need of nodes.find((node) => node.id === each)?.needs ?? []) {
      if (found.has(need)) continue;
      found.add(need);
      visit(need);
    }
  };
  visit(id);
  return [...found];
}

/** Jobs that have not started and whose needs have all ended, in the order of the file. */
export function readyJobs<Node extends GraphNode>(
  nodes: readonly Node[],
  progress: { readonly started: ReadonlySet<string>; readonly ended: ReadonlySet<string> },
): readonly Node[] {
  return nodes.filter((node) => !progress.started.has(node.id) && node.needs.every((need) => progress.ended.has(need)));
}
