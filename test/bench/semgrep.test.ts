import { expect, test } from 'vitest';
import { readTable } from '../../bench/semgrep/counterparts.ts';
import { expectationsIn } from '../../bench/semgrep/expectations.ts';
import { scoreFile } from '../../bench/semgrep/score.ts';
import { analyze } from '../../src/engine/analyze.ts';
import { standardParts } from '../../src/engine/standard-parts.ts';
import { MemoryHost } from '../../src/source/memory-host.ts';

const source = `import os
import flask

app = flask.Flask(__name__)


@app.route('/run/<name>')
def run(name):
    # ruleid: shell-use
    os.system(
        'run ' + name)
    # ruleid: shell-use
    os.popen('show ' + name)

    # ok: shell-use
    os.system('run')
    # fn: shell-use
    os.system(unknown())
    # ruleid: other-rule
    os.system('never')
    # ruleid: shell-use
    os.system('a constant')
    # ok: shell-use
    os.system(flask.request.args['name'])
`;

test('an annotation speaks about the statement below it', () => {
  expect(expectationsIn(source).map(({ expectation, first, last }) => [expectation, first, last])).toEqual([
    ['finding', 10, 11],
    ['finding', 13, 13],
    ['none', 16, 16],
    ['unscored', 18, 18],
    ['finding', 20, 20],
    ['finding', 22, 22],
    ['none', 24, 24],
  ]);
});

test('a file is scored by the rules of its counterpart', async () => {
  const counterpart = { file: 'run.py', semgrep: ['shell-use'], ours: ['unsanitized-api-input'] };
  const report = await analyze({
    host: new MemoryHost({ 'tested.py': source }),
    paths: ['tested.py'],
    parts: standardParts,
    rules: { only: counterpart.ours, levels: new Map() },
  });
  expect(scoreFile(counterpart, source, report)).toEqual({
    file: 'run.py',
    expected: 3,
    caught: 2,
    missed: [22],
    clean: 2,
    falseAlarms: [24],
  });
});

test('an entry of the table names rules or a reason', () => {
  const table = readTable('files: { a.py: { semgrep: [x], ours: [y] }, b.py: { without: no counterpart } }');
  expect(table.counterparts).toEqual([{ file: 'a.py', semgrep: ['x'], ours: ['y'] }]);
  expect([...table.reasons]).toEqual([['b.py', 'no counterpart']]);
  expect(() => readTable('files: { c.py: {} }')).toThrow('c.py: no `semgrep` and no `without`');
});
