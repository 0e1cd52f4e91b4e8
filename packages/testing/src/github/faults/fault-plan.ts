// The faults that are still to come, and which were met.
import { nameOf, type Fault, type PlannedFault } from './fault.ts';

export interface FaultPlan {
  /** Adds to the plan. Of several that match one request, all that people do happen and the first of the others. */
  plan(...faults: readonly PlannedFault[]): void;
  /** What is left of the plan is forgotten; what was met stays counted. */
  clear(): void;
  /** How often each was met, by name. */
  met(): Readonly<Record<string, number>>;
  /** Planned, and not met as often as planned. */
  left(): readonly PlannedFault[];
}

export interface Happening {
  /** What people do to the repository meanwhile. */
  readonly byPeople: readonly Fault[];
  readonly fault: Fault | 'none';
  /** For the log: the names of all of them. */
  readonly names: readonly string[];
}

export interface FaultSource extends FaultPlan {
  take(request: { readonly operation: string; readonly writes: boolean }): Happening;
  /** A fault that could not happen there: it stays in the plan. */
  putBack(fault: Fault): void;
}

interface Pending {
  readonly planned: PlannedFault;
  skips: number;
  times: number;
}

const BY_PEOPLE: readonly string[] = ['ref-rewound', 'ref-deleted', 'ref-recreated', 'file-edited'];

export function faultSource(): FaultSource {
  let pending: Pending[] = [];
  const met = new Map<string, number>();
  const count = (planned: PlannedFault, by: number): void => void met.set(nameOf(planned), (met.get(nameOf(planned)) ?? 0) + by);
  return {
    plan: (...faults) => {
      pending = [...pending, ...faults.map((planned) => ({ planned, skips: planned.skip ?? 0, times: planned.times === 'always' ? Infinity : (planned.times ?? 1) }))];
    },
    clear: () => {
      pending = [];
    },
    met: () => Object.fromEntries([...met].filter(([, times]) => times > 0)),
    left: () => pending.filter(({ times }) => times > 0 && times < Infinity).map(({ planned }) => planned),
    take: (request) => {
      const taken: PlannedFault[] = [];
      let fault: PlannedFault | 'none' = 'none';
      for (const one of pending) {
        if (one.times <= 0 || !matches(one.planned.route, request) || (isOfReads(one.planned) && request.writes)) continue;
        if (one.skips > 0) {
          one.skips -= 1;
          continue;
        }
        const isByPeople = BY_PEOPLE.includes(one.planned.kind);
        if (!isByPeople && fault !== 'none') continue;
        if (!isByPeople) fault = one.planned;
        one.times -= 1;
        taken.push(one.planned);
        count(one.planned, 1);
      }
      return { byPeople: taken.filter(({ kind }) => BY_PEOPLE.includes(kind)), fault, names: taken.map(nameOf) };
    },
    putBack: (fault) => {
      const one = pending.find(({ planned }) => planned === fault);
      if (one === undefined) return;
      one.times += 1;
      count(one.planned, -1);
    },
  };
}

function isOfReads({ kind }: Fault): boolean {
  return kind === 'stale-read' || kind === 'fresh-ref-missing';
}

function matches(route: string, { operation, writes }: { readonly operation: string; readonly writes: boolean }): boolean {
  if (route === '*') return true;
  if (route === 'reads' || route === 'writes') return writes === (route === 'writes');
  return route.endsWith('/*') ? operation.startsWith(route.slice(0, -1)) : operation === route;
}
