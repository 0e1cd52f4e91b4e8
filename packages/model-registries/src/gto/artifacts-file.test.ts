import { describe, expect, it } from 'vitest';
import { describedIn, findArtifact } from './artifacts-file.ts';

describe('findArtifact', () => {
  it.each([
    ['fraud: {type: model, path: models/fraud.onnx}', { kind: 'file', path: 'models/fraud.onnx' }],
    ['fraud:\n  path: ./models//a b.onnx\n  labels: [x]', { kind: 'file', path: 'models/a b.onnx' }],
    ['fraud: {path: https://models.example.com/f.onnx?v=1}', { kind: 'url', url: 'https://models.example.com/f.onnx?v=1' }],
  ])('reads %j', (text, place) => {
    expect(findArtifact(text, 'fraud')).toEqual(place);
  });

  it.each([
    ['', 'artifacts.yaml is empty'],
    ['other: {path: x}', 'artifacts.yaml has no entry fraud'],
    ['fraud: {type: model}', 'fraud has no path'],
    ['fraud:', 'fraud has no path'],
  ])('says what to add to %j', (text, why) => {
    const place = findArtifact(text, 'fraud');
    expect(place).toEqual({ kind: 'missing', why: expect.stringContaining(why) });
    expect(place).toHaveProperty('why', expect.stringContaining('fraud: {type: model, path: models/fraud.onnx}'));
  });

  it.each([
    ['fraud: {path: x', 'artifacts.yaml: '],
    ['fraud: {path: a}\nfraud: {path: b}', 'unique'],
    ['- fraud', 'expected names of artifacts'],
    ['fraud: {path: 7}', 'fraud.path should be text, is 7'],
    ['fraud: {path: /etc/passwd}', 'inside the repository'],
    ['fraud: {path: ../x}', 'inside the repository'],
    ['fraud: {path: a/../../x}', 'inside the repository'],
    ['fraud: {path: "."}', 'inside the repository'],
    ['fraud: {path: models/}', 'inside the repository'],
    ['fraud: {path: "a\\nb"}', 'inside the repository'],
    ['fraud: {path: "https://user:pw@example.com/x"}', 'without credentials'],
    ['a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c]\nfraud: {path: x}', 'alias'],
  ])('refuses %j', (text, why) => {
    expect(findArtifact(text, 'fraud')).toEqual({ kind: 'malformed', why: expect.stringContaining(why) });
  });

  it('does not take what every object has for an entry', () => {
    expect(findArtifact('x: {path: y}', 'constructor')).toMatchObject({ kind: 'missing' });
  });

  it('looks for dir:name in the folder, and counts its path from there', () => {
    expect(describedIn('team/eu:fraud')).toEqual({ file: 'team/eu/artifacts.yaml', folder: 'team/eu', name: 'fraud' });
    expect(findArtifact('fraud: {path: f.onnx}', 'team/eu:fraud')).toEqual({ kind: 'file', path: 'team/eu/f.onnx' });
    expect(findArtifact('fraud: {path: ../f.onnx}', 'team/eu:fraud')).toEqual({ kind: 'file', path: 'team/f.onnx' });
    expect(findArtifact('fraud: {path: ../../../f.onnx}', 'team/eu:fraud')).toMatchObject({ kind: 'malformed' });
  });
});
