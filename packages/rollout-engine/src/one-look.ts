// The ledger as one look knows it: read once, and known from then on, since what this look appends is what comes next. Another job that writes meanwhile
// costs a conflict, as it does for anybody who has read; after that it is read again.
import type { Ledger, LedgerView } from './ports/ledger.ts';
import { ok, type Result } from './ports/port-error.ts';

export function ledgerOfOneLook(ledger: Ledger): Ledger {
  const views = new Map<string, Promise<Result<LedgerView>>>();
  return {
    read: (target) => {
      const view = views.get(target) ?? ledger.read(target);
      views.set(target, view);
      return view;
    },
    append: async (entry) => {
      views.delete(entry.target);
      const answer = await ledger.append(entry);
      if (answer.kind === 'ok' && answer.value.kind === 'appended') views.set(entry.target, Promise.resolve(ok({ kind: 'present', head: answer.value.head, state: entry.state })));
      return answer;
    },
    history: (target, enough) => ledger.history(target, enough),
  };
}
