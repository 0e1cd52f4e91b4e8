// Is there something to release, and does the registry agree with what serves?
import { cleanLine, shellWord } from '@rampart/report';
import { say, type Examined, type Finding } from '../finding.ts';
import type { TargetReadings } from '../readings/target-readings.ts';
import { knownState } from './known-state.ts';

export function examineRegistry({ policy, ledgerOption, registry, ledger }: Pick<TargetReadings, 'policy' | 'ledgerOption' | 'registry' | 'ledger'>): Examined {
  const { model } = policy;
  const failure = registry.newest.kind === 'error' ? registry.newest.error : registry.pointer.kind === 'error' ? registry.pointer.error : 'none';
  if (failure !== 'none' || registry.newest.kind === 'error' || registry.pointer.kind === 'error') {
    const seen = failure === 'none' ? '' : cleanLine(failure.message);
    return { area: 'registry', saw: [], findings: [{ code: 'RMP821', gravity: 'mend', about: model.name, seen, why: 'no new version is found, and a promotion cannot move the pointer', fix: say('the registry is the git repository with the tags of the model: --registry and the input registry say where; it needs read access, and contents: write for promote') }] };
  }
  const [newest, pointer] = [registry.newest.value, registry.pointer.value];
  if (newest.kind === 'none') {
    return { area: 'registry', saw: [], findings: [{ code: 'RMP822', gravity: 'mind', about: model.name, seen: `no version of ${model.name} is registered`, why: 'nothing starts before there is one', fix: { text: 'register one', paste: [`git tag -a ${model.name}@v1.0.0 -m "${model.name} v1.0.0" && git push origin ${model.name}@v1.0.0`] } }] };
  }
  const saw = [`newest is ${cleanLine(newest.version, 40)} (${newest.digest.slice(0, 20)}…, from ${cleanLine(newest.artifact, 120)})`, pointer.kind === 'none' ? `${model.stage} points nowhere` : `${model.stage} is ${cleanLine(pointer.version, 40)}`];
  const state = knownState(ledger.view);
  const findings: Finding[] = [];
  if (state !== 'none' && state.rollout.kind === 'none' && pointer.kind === 'at' && pointer.version !== state.stable.version) {
    findings.push({
      code: 'RMP823',
      gravity: 'mind',
      about: model.stage,
      seen: `${model.stage} of ${model.name} is ${cleanLine(pointer.version, 40)}, ${state.stable.version} serves`,
      why: 'promote refuses to move a pointer that is neither where it was nor where it goes',
      fix: { text: 'let the pointer say what serves', paste: [`git tag -a "${model.name}#${model.stage}#<next number>" -m "${state.stable.version} serves" "${model.name}@${state.stable.version}^{}"`] },
    });
  }
  const tried = state === 'none' ? undefined : state.ended.findLast(({ candidate, outcome }) => candidate.digest === newest.digest && outcome !== 'superseded' && outcome !== 'promoted');
  const isLive = state !== 'none' && state.rollout.kind === 'live' && state.rollout.candidate.digest === newest.digest;
  if (tried !== undefined && state !== 'none' && state.stable.digest !== newest.digest && !isLive) {
    findings.push({
      code: 'RMP822',
      gravity: 'mind',
      about: newest.version,
      seen: tried.drill === true ? `${cleanLine(newest.version, 40)} was let in as a drill and taken out` : `${cleanLine(newest.version, 40)} was tried before and ended ${tried.outcome}`,
      why: 'it does not start by itself any more',
      fix: tried.drill === true ? say('nothing has to be done; a newer version starts') : { text: 'once the cause is known', paste: [`rampart retry ${shellWord(state.target)} --reason "..."${ledgerOption}`] },
    });
  }
  return { area: 'registry', saw, findings };
}
