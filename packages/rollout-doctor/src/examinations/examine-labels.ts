// Labels that come later: does each arm have some, are they in when the policy says so, and do they belong to requests?
import { shownAddress } from '@rampart/json-exchange';
import { cleanLine, count, duration, percentOfRatio } from '@rampart/report';
import { isDelayed, labelsQuestionOf, type Block, type Check } from '@rampart/rollout-policy';
import { say, type Examined, type Finding } from '../finding.ts';
import type { ArmsReading, LabelsReading, LiveReading, TargetReadings } from '../readings/target-readings.ts';

/** The newest part has this part of what the others have, where all labels are in as declared; days differ, so it is far from 1. */
const NEWEST_RATIO_MIN = 0.6;
const LABELS_MIN = 50;
/** Of the requests of now. Nights and weekends are quieter, labels are sampled: less is told, not refused. */
const JOINED_RATIO_MIN = 0.5;
/** Of all labels. */
const UNJOINED_RATIO_MAX = 0.05;

const LOST = 'labels that cannot be joined with a request and its slot are lost, and those may be the unusual ones';
const JOIN = say('if every request gets a label in the end: look at the key that joins them (a request id that is cut off, a clock, a log that is sampled), and let the source tell how many it could not join');

export function examineLabels({ policy, labels, arms, live }: Pick<TargetReadings, 'policy' | 'labels' | 'arms' | 'live'>): Examined {
  if (!policy.checks.some(isDelayed)) return { area: 'labels', saw: ['no check reads labels'], findings: [] };
  const requestsPerMs = requestRate(live);
  const looked = labels.map((reading) => examineOne(reading, arms, requestsPerMs));
  return { area: 'labels', saw: looked.flatMap(({ saw }) => saw), findings: looked.flatMap(({ findings }) => findings) };
}

function examineOne(reading: LabelsReading, arms: ArmsReading, requestsPerMs: number): { readonly saw: readonly string[]; readonly findings: readonly Finding[] } {
  const { check, answer, fromMs, toMs } = reading;
  const evidence = answer.kind === 'ok' ? answer.value.evidence[check.name] : undefined;
  const trouble = answer.kind === 'error' ? answer.error.message : evidence?.kind === 'no-data' ? evidence.why : evidence === undefined ? 'the label source says nothing about it' : '';
  if (trouble !== '' || evidence?.kind !== 'blocks') return { saw: [], findings: [unreadable(check, trouble)] };
  const sums = evidence.blocks.reduce((sum, block) => added(sum, block), { stable: 0, candidate: 0 });
  const spanMs = Math.max(1, toMs - fromMs);
  const perMs = (sums.stable + sums.candidate) / spanMs;
  const told = answer.kind === 'ok' ? (answer.value.unjoined?.[check.name] ?? 'not told') : 'not told';
  const joined = requestsPerMs > 0 ? perMs / requestsPerMs : Number.NaN;
  const saw = [`${check.name}: ${count(sums.stable)} labels of stable, ${count(sums.candidate)} of the candidate, for requests of ${duration(spanMs)}${Number.isNaN(joined) ? '' : `; ${percentOfRatio(joined)} of the rate at which requests are counted now`}${told === 'not told' ? '' : `; ${count(told)} without an arm`}`];
  return { saw, findings: [...withoutLabels(check, sums, arms, spanMs), ...late(check, evidence.blocks), ...stray(check, sums, arms), ...(told === 'not told' ? fewJoined(check, joined, sums) : unjoined(check, told, sums))] };
}

function unreadable(check: Check, trouble: string): Finding {
  const asked = labelsQuestionOf(check.signal);
  const place = asked.kind === 'none' ? '' : asked.question.source.kind === 'http' ? shownAddress(asked.question.source.url) : asked.question.source.argv.join(' ');
  return { code: 'RMP841', gravity: 'mend', about: check.name, seen: cleanLine(trouble), why: check.then === 'rollback' ? 'a check that may roll back has to be at `same` before a promotion: without labels nothing is promoted' : 'the check would say nothing for the whole rollout', fix: say(`${cleanLine(place, 120)} has to answer as docs/metric-sources.md says under "Label sources"`) };
}

function added(sum: { readonly stable: number; readonly candidate: number }, { cells }: Block): { readonly stable: number; readonly candidate: number } {
  const all = cells['all'];
  return all === undefined ? sum : { stable: sum.stable + all.stable.trials, candidate: sum.candidate + all.candidate.trials };
}

function withoutLabels(check: Check, { stable, candidate }: { readonly stable: number; readonly candidate: number }, arms: ArmsReading, spanMs: number): readonly Finding[] {
  if (stable > 0) return [];
  const seen = candidate > 0 ? `all ${count(candidate)} labels of ${duration(spanMs)} are of the candidate's slot, none of stable's` : `no label at all for the requests of ${duration(spanMs)}`;
  const slot = arms.kind === 'arms' ? arms.stable : '<slot>';
  return [{ code: 'RMP842', gravity: 'mend', about: check.name, seen, why: 'the candidate is compared with what stable gets right in the same time', fix: { text: 'let the source join each label with the slot that answered the request: the router or the service has to write it down', paste: [`{"cells": {"all": {"stable": {"trials": <labels of slot ${slot}>, "events": <wrong ones>}, "candidate": {...}}}}`] } }];
}

/** The newest part that should be complete, against the parts before it. */
function late({ name, signal }: Check, blocks: readonly Block[]): readonly Finding[] {
  const asked = labelsQuestionOf(signal);
  const parts = partsOf(blocks);
  const newest = parts.at(-1);
  const before = parts.slice(0, -1).sort((a, b) => a - b);
  const usual = before[Math.floor(before.length / 2)];
  if (asked.kind === 'none' || newest === undefined || usual === undefined || before.length < 3 || usual < LABELS_MIN || newest >= NEWEST_RATIO_MIN * usual) return [];
  const { matureMs } = asked.question;
  return [
    {
      code: 'RMP843',
      gravity: 'mind',
      about: name,
      seen: `the newest requests that are older than ${duration(matureMs)} have ${percentOfRatio(newest / usual)} of the labels that earlier ones have`,
      why: 'what comes after `mature` is never counted; slow labels are often the bad ones',
      fix: { text: 'unless fewer requests explain it, give them longer', paste: [`checks: {${name}: {mature: ${duration(2 * matureMs).replaceAll(' ', '')}}}`] },
    },
  ];
}

/** Labels in four stretches of equal length, oldest first. */
function partsOf(blocks: readonly Block[]): readonly number[] {
  const [first, last] = [blocks[0], blocks.at(-1)];
  if (first === undefined || last === undefined || blocks.length < 4) return [];
  const parts = [0, 0, 0, 0];
  for (const block of blocks) {
    const index = Math.min(3, Math.floor((4 * (block.fromMs - first.fromMs)) / (last.toMs - first.fromMs)));
    const { stable, candidate } = added({ stable: 0, candidate: 0 }, block);
    parts[index] = (parts[index] ?? 0) + stable + candidate;
  }
  return parts;
}

/** Labels of a slot that got no requests are somebody else's. */
function stray(check: Check, { stable, candidate }: { readonly stable: number; readonly candidate: number }, arms: ArmsReading): readonly Finding[] {
  const isIdle = arms.kind === 'arms' && arms.candidateIsEmpty;
  if (!isIdle || candidate === 0 || stable === 0) return [];
  return [{ code: 'RMP844', gravity: 'mend', about: check.name, seen: `${count(candidate)} labels are of slot ${arms.candidate}, which holds nothing`, why: 'labels are joined with the wrong arm, so a bad candidate would look like stable', fix: say('join by the slot that really answered, not by what is configured now; leave out labels that belong to no known request') }];
}

/** Where the source tells them. */
function unjoined(check: Check, without: number, { stable, candidate }: { readonly stable: number; readonly candidate: number }): readonly Finding[] {
  const ratio = without === 0 ? 0 : without / (without + stable + candidate);
  if (ratio <= UNJOINED_RATIO_MAX) return [];
  return [{ code: 'RMP844', gravity: 'mind', about: check.name, seen: `${percentOfRatio(ratio)} of the labels (${count(without)}) belong to no request of either arm`, why: LOST, fix: JOIN }];
}

/** Where it does not. */
function fewJoined(check: Check, joined: number, { stable, candidate }: { readonly stable: number; readonly candidate: number }): readonly Finding[] {
  if (Number.isNaN(joined) || joined >= JOINED_RATIO_MIN || stable + candidate === 0) return [];
  return [{ code: 'RMP844', gravity: 'mind', about: check.name, seen: `labels with an arm come at ${percentOfRatio(joined)} of the rate at which requests are counted now`, why: LOST, fix: { ...JOIN, paste: ['{"fromMs": ..., "toMs": ..., "unjoined": <labels without an arm>, "cells": {...}}'] } }];
}

function requestRate(live: LiveReading): number {
  if (live.kind === 'not-read' || live.answer.kind === 'error' || live.spanMs <= 0) return 0;
  const trials = Object.values(live.answer.value.evidence).flatMap((evidence) => {
    const all = evidence.kind === 'blocks' ? evidence.blocks.at(-1)?.cells['all'] : undefined;
    return all === undefined ? [] : [all.stable.trials + all.candidate.trials];
  });
  return Math.max(0, ...trials) / live.spanMs;
}
