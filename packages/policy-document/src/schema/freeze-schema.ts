// `freeze: {paths: [data/**], then: hold}`: what the rollout holds frozen, and what a change of frozen data does.
import type { FreezeDemand } from '@rampart/rollout-policy';
import { FREEZE_THEN } from '../defaults.ts';
import { parsed, refused } from '../parsed.ts';
import { described, listOf, mapping, optional, text, withDefault, words, type Form } from './forms.ts';

const EXAMPLE = '{paths: [data/**], then: hold}';

export function freezeSchema(): Form<FreezeDemand> {
  return mapping('policy', EXAMPLE, {
    paths: optional(described('Files of the repository that nobody should change while the rollout lasts, as patterns: `*` stays within a folder, `**` spans folders, `!` takes out again. None: only what freeze-data froze counts.', listOf(pattern(), '[data/**]'))),
    then: withDefault('What follows when frozen data has changed all the same.', FREEZE_THEN, String, words('policy', ['tell', 'hold', 'rollback'])),
  }).transform(({ paths, then }): FreezeDemand => ({ paths: paths ?? [], then: then ?? FREEZE_THEN.value }));
}

/** Only what it must not be: data-freeze reads it when the rollout begins. */
function pattern(): Form<string> {
  return text({
    accepts: 'a path or pattern in the repository',
    example: 'data/**/*.csv',
    mistake: 'bad-name',
    parse: (written) => (/^!?(?!\/)[^\\\p{Cc}]{1,1000}$/u.test(written) && !written.replace(/^!/, '').split('/').some((part) => part === '..' || part === '') ? parsed(written) : refused('this is no path within the repository')),
  });
}
