// What stands in the pull request beside the lines of a policy.
import type { Annotation, Mistake } from '@rampart/action-kit';
import { formatMistake } from '@rampart/action-kit';
import { nearestPlace } from '@rampart/policy-document';
import type { ProvedPolicy } from './proved-policy.ts';

/** One per promise that is refuted (error) or open (warning), at the line that makes it. */
export function annotationsOf({ version, words, report }: ProvedPolicy): readonly Annotation[] {
  return words.claims.flatMap(({ mark, about, promised, seen, family }, index): readonly Annotation[] => {
    if (mark === 'proved') return [];
    const found = nearestPlace(version.origins, report.claims[index]?.path ?? []);
    const place = found.kind === 'place' ? found.place : { file: version.file, line: 1, column: 1 };
    return [
      {
        level: mark === 'refuted' ? 'error' : 'warning',
        title: mark === 'refuted' ? 'Promise broken' : 'Promise open',
        message: `${version.policy.target}: ${about}, ${promised}: ${seen} (${family})`,
        place: { kind: 'file', file: place.file, line: place.line, column: place.column },
      },
    ];
  });
}

export function mistakeAnnotation(mistake: Mistake): Annotation {
  return { level: 'error', title: mistake.code, message: formatMistake(mistake), place: mistake.place };
}
