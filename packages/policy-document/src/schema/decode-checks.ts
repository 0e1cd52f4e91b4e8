// The checks of a policy, each decoded by itself, so that a mistake in one does not hide those of the others.
import type { Check } from '@rampart/rollout-policy';
import type { Finding } from '../mistakes/finding.ts';
import type { SourceMapping, SourceValue } from '../source/source-tree.ts';
import { checksFindings } from './check-rules.ts';
import { checksSchema, type checkSchema } from './check-schema.ts';
import { checkValueFindings } from './check-values.ts';
import { completeCheck } from './complete-check.ts';
import { decoded, type Decoded } from './decoded.ts';
import { decodeAt } from './refuse.ts';

export interface DecodedChecks {
  readonly findings: readonly Finding[];
  /** Those without a mistake of their own. */
  readonly checks: readonly Check[];
  /** Of all that are written and not off. */
  readonly names: readonly string[];
}

type CheckForm = ReturnType<typeof checkSchema>;

export function decodeChecks(root: SourceMapping, form: CheckForm): DecodedChecks {
  const written = root.entries.get('checks')?.value;
  if (written?.kind !== 'mapping') {
    const whole = decodeAt(checksSchema(form), root, ['checks']);
    return { findings: whole.kind === 'refused' ? whole.findings : [], checks: [], names: [] };
  }
  const each = [...written.entries].map(([name, { value }]) => ({ name, value, check: checkAt(form, root, name) }));
  return {
    findings: [...each.flatMap(({ check }) => (check.kind === 'refused' ? check.findings : [])), ...checksFindings(written)],
    checks: each.flatMap(({ check }) => (check.kind === 'ok' && check.value !== 'none' ? [check.value] : [])),
    names: each.filter(({ value }) => !isOff(value)).map(({ name }) => name),
  };
}

/** `none`: switched off, or incomplete, which check-rules.ts says why. */
function checkAt(form: CheckForm, root: SourceMapping, name: string): Decoded<Check | 'none'> {
  const document = decodeAt(form, root, ['checks', name]);
  if (document.kind === 'refused') return document;
  if (document.value === 'off') return decoded('none');
  const written = document.value === 'default' ? {} : document.value;
  const check = completeCheck(name, written);
  if (check === 'incomplete') return decoded('none');
  const findings = checkValueFindings(check, written);
  return findings.length > 0 ? { kind: 'refused', findings } : decoded(check);
}

function isOff(value: SourceValue): boolean {
  return value.kind === 'scalar' && value.value === 'off';
}
