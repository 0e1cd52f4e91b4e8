// Recomputes models/figures.json from the committed bytes with the runtime that serves them, and runs every golden set.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { decodeGoldenSet, decodeReport, checkGoldenFits, onnxRuntime, runGolden } from '@rampart/model-validation';
import { describe, expect, it } from 'vitest';
import { readMarch, type Flight } from '../flights/march.ts';
import { openModel, type LateArrivalModel } from './late-arrival-model.ts';

interface Cell {
  readonly requests: number;
  readonly failedRatio: number;
  readonly answered: number;
  readonly wrongRatio: number;
  readonly accuracy: number;
  readonly brier: number;
  readonly logLoss: number;
}

interface Figures {
  readonly flights: number;
  readonly artefacts: Readonly<Record<string, { readonly digest: string; readonly cells: Readonly<Record<string, Cell>> }>>;
  readonly networkAgainstAdditive: Readonly<Record<string, number>>;
}

const models = new URL('../../models/', import.meta.url);
const figures = JSON.parse(readFileSync(new URL('figures.json', models), 'utf8')) as Figures;
const names = Object.keys(figures.artefacts);
const bytesOf = (name: string): Buffer => readFileSync(new URL(`${name}/model.onnx`, models));
const flights = readMarch();
const minute = 60_000;

/** NaN where the model fails. One failing flight fails its whole batch, so such a batch is asked again flight by flight. */
async function askAll(model: LateArrivalModel): Promise<readonly number[]> {
  const answers: number[] = [];
  for (let at = 0; at < flights.length; at += 64) {
    const batch = flights.slice(at, at + 64);
    const together = await model.predict(batch).catch(() => undefined);
    if (together !== undefined) answers.push(...together);
    else for (const flight of batch) answers.push((await model.predict([flight]).catch(() => [NaN]))[0]!);
  }
  return answers;
}

const logLoss = (probability: number, late: boolean): number => {
  const kept = Math.min(Math.max(probability, 0.001), 0.999);
  return -(late ? Math.log(kept) : Math.log1p(-kept));
};

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function cellOf(answers: readonly number[], isIn: (flight: Flight) => boolean): Cell {
  const asked = flights.flatMap((flight, index) => (isIn(flight) ? [{ late: flight.late, probability: answers[index]! }] : []));
  const answered = asked.filter(({ probability }) => !Number.isNaN(probability));
  const accuracy = meanOf(answered.map(({ probability, late }) => Number(probability >= 0.5 === late)));
  return {
    requests: asked.length,
    failedRatio: 1 - answered.length / asked.length,
    answered: answered.length,
    wrongRatio: 1 - accuracy,
    accuracy,
    brier: meanOf(answered.map(({ probability, late }) => (probability - Number(late)) ** 2)),
    logLoss: meanOf(answered.map(({ probability, late }) => logLoss(probability, late))),
  };
}

const answersByName = new Map<string, readonly number[]>();

describe('models/figures.json', () => {
  it.each(names)('is what %s answers on the flights of March', { timeout: minute }, async (name) => {
    expect(`sha256:${createHash('sha256').update(bytesOf(name)).digest('hex')}`).toBe(figures.artefacts[name]!.digest);
    const model = await openModel(bytesOf(name));
    const answers = await askAll(model);
    await model.close();
    answersByName.set(name, answers);
    for (const [cell, expected] of Object.entries(figures.artefacts[name]!.cells)) {
      const computed = cellOf(answers, ({ region }) => cell === 'all' || cell === `region=${region}`);
      for (const [figure, value] of Object.entries(computed)) expect(Math.abs(value - expected[figure as keyof Cell]), `${cell} ${figure}`).toBeLessThan(1e-6);
    }
  });

  it('compares network and additive flight by flight', () => {
    const [additive, network] = [answersByName.get('additive')!, answersByName.get('network')!];
    const isRight = (probability: number, index: number): boolean => probability >= 0.5 === flights[index]!.late;
    const gained = flights.filter((_, index) => isRight(network[index]!, index) && !isRight(additive[index]!, index)).length;
    const lost = flights.filter((_, index) => !isRight(network[index]!, index) && isRight(additive[index]!, index)).length;
    const gains = flights.map(({ late }, index) => logLoss(additive[index]!, late) - logLoss(network[index]!, late));
    const gain = meanOf(gains);
    const variance = gains.reduce((sum, each) => sum + (each - gain) ** 2, 0) / (gains.length - 1);
    const computed = {
      onlyCandidateRight: gained,
      onlyStableRight: lost,
      mcnemarZ: (gained - lost) / Math.sqrt(gained + lost),
      logLossGain: gain,
      logLossGainStandardError: Math.sqrt(variance / gains.length),
    };
    for (const [figure, value] of Object.entries(computed)) expect(Math.abs(value - figures.networkAgainstAdditive[figure]!), figure).toBeLessThan(1e-6);
  });

  it('leaves out how often each of them says "late": three about alike, one more than three times as often', () => {
    const [additive, network, busiest, hours] = ['additive', 'network', 'busiest-airports', 'delays-in-hours'].map((name) => {
      const answered = answersByName.get(name)!.filter((probability) => !Number.isNaN(probability));
      return answered.filter((probability) => probability >= 0.5).length / answered.length;
    });
    expect([additive, network, busiest, hours].map((share) => share!.toFixed(2))).toEqual(['0.14', '0.15', '0.15', '0.48']);
  });

  it('shows four models with four different fates', () => {
    const [additive, network, busiest, hours] = ['additive', 'network', 'busiest-airports', 'delays-in-hours'].map((name) => figures.artefacts[name]!.cells['all']!);
    expect([additive, network, hours].map((cell) => cell!.failedRatio)).toEqual([0, 0, 0]);
    expect(network!.wrongRatio).toBeLessThan(additive!.wrongRatio * 0.9);
    expect(figures.networkAgainstAdditive['mcnemarZ']).toBeGreaterThan(10);
    expect(busiest!.failedRatio).toBeGreaterThan(0.08);
    expect(busiest!.failedRatio).toBeLessThan(0.2);
    expect(hours!.wrongRatio).toBeGreaterThan(additive!.wrongRatio * 1.5);
  });
});

describe('the training pipelines', () => {
  it.each(names)('left a golden set that %s reproduces', async (name) => {
    const opened = await onnxRuntime().open(bytesOf(name));
    const golden = decodeGoldenSet(JSON.parse(readFileSync(new URL(`${name}/golden.json`, models), 'utf8')));
    if (opened.kind !== 'opened' || golden.kind !== 'decoded') throw new Error(`${name} cannot be checked`);
    expect(checkGoldenFits(golden.value, opened.model).kind).toBe('decoded');
    expect(await runGolden(golden.value, opened.model)).toEqual({ cases: 40, failed: 0, shown: [] });
    await opened.model.close();
  });

  it.each(names)('left a report in which %s is at least as good as additive, everywhere', (name) => {
    const [report, additive] = [name, 'additive'].map((each) => decodeReport(JSON.parse(readFileSync(new URL(`${each}/metrics.json`, models), 'utf8'))));
    if (report?.kind !== 'decoded' || additive?.kind !== 'decoded') throw new Error(`${name} has no readable report`);
    const accuracies = ({ all, slices }: typeof report.value): readonly number[] => [all, ...slices.values()].map(({ metrics }) => metrics.get('accuracy')!);
    accuracies(report.value).forEach((accuracy, index) => expect(accuracy).toBeGreaterThanOrEqual(accuracies(additive.value)[index]!));
  });
});
