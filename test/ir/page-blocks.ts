/**
 * The executable parts of a page: fenced blocks, each introduced by a comment that says what it is.
 *
 *     <!-- arrows open_console calls -->
 *     ```text
 *     b0 -> b1
 *     ```
 */
import { readFileSync } from 'node:fs';

export interface PageBlock {
  readonly kind: string;
  readonly words: readonly string[];
  /** Without the fences; ends in a line break. */
  readonly text: string;
}

/** Blocks of a page below docs/internals, in order. A fenced block without an introduction is an error. */
export function pageBlocks(name: string): PageBlock[] {
  const page = readFileSync(new URL(`../../docs/internals/${name}`, import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/<!-- (.*) -->\n```\w*\n([\s\S]*?)```\n/g)].map(
    ([, head = '', text = '']) => {
      const [kind = '', ...words] = head.split(' ');
      return { kind, words, text };
    },
  );
  const fences = page.match(/^```/gm)?.length ?? 0;
  if (fences !== 2 * blocks.length) throw new Error(`${name} has a block that nothing introduces`);
  return blocks;
}

/** The source that a page shows under a name. */
export function sourceIn(blocks: readonly PageBlock[], name: string): string {
  const found = blocks.find((block) => block.kind === 'source' && block.words[0] === name);
  if (found === undefined) throw new Error(`no source named ${name}`);
  return found.text;
}
