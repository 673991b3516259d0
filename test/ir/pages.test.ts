/** docs/internals/ir.md, executed. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Frontend } from '../../src/frontends/frontend.ts';
import { createPythonFrontend } from '../../src/frontends/python/index.ts';
import { printFunction } from '../../src/ir/print.ts';
import { verify } from '../../src/ir/verify.ts';
import { lineStartsOf } from '../../src/source/text.ts';
import { pageBlocks, sourceIn } from './page-blocks.ts';
import { readModule } from './read-ir.ts';

const blocks = pageBlocks('ir.md');

describe('docs/internals/ir.md', () => {
  let frontend: Frontend;
  beforeAll(async () => {
    frontend = await createPythonFrontend();
  });

  const shown = blocks.filter((block) => block.kind === 'ir');

  it.each(shown.map((block) => [block.words[0] ?? '', block.text]))(
    'shows the IR of %s',
    (name, expected) => {
      const text = sourceIn(blocks, name);
      const module = frontend.lower({ path: 'page.py', text, hash: '', lineStarts: lineStartsOf(text) });
      expect(verify(module)).toEqual([]);
      const fn = module.functions.find((candidate) => candidate.name === name);
      expect(fn && printFunction(fn)).toBe(expected);
    },
  );

  it('shows what the verifier says', () => {
    const broken = blocks.find((block) => block.kind === 'broken');
    const problem = blocks.find((block) => block.kind === 'problem');
    expect(verify(readModule(broken?.text ?? ''))).toEqual([problem?.text.trim()]);
  });

  it('shows enough', () => {
    expect(shown.length).toBe(2);
  });
});
