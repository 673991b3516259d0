/**
 * A rule's page: README.md of its folder, the same text that `ironvet explain` and SARIF's help show. The headings are
 * fixed, so that every page answers the same questions; its code blocks are run as tests.
 */

/** In this order, each once. */
export const pageHeadings = [
  'What it finds',
  'Why it matters',
  'Flagged',
  'Fine',
  'Fix',
  'What it does not see',
  'References',
] as const;

export type PageHeading = (typeof pageHeadings)[number];

export interface PageSection {
  readonly heading: string;
  readonly text: string;
  readonly blocks: readonly CodeBlock[];
}

export interface CodeBlock {
  /** After the fence: `python`. */
  readonly language: string;
  readonly code: string;
  /** Of the first line of code in the page, from 1. */
  readonly line: number;
}

export interface Page {
  /** '' when the page does not start with one. */
  readonly title: string;
  readonly sections: readonly PageSection[];
}

interface OpenSection {
  readonly heading: string;
  readonly lines: string[];
  readonly blocks: CodeBlock[];
}

/** Splits a page at its second-level headings; a `#` inside of a code block is no heading. */
export function readPage(markdown: string): Page {
  const lines = markdown.split(/\r?\n/);
  const sections: OpenSection[] = [];
  let block: { language: string; line: number; code: string[] } | null = null;
  lines.forEach((text, index) => {
    const section = sections.at(-1);
    const fence = /^```(\w*)\s*$/.exec(text);
    if (block !== null && fence) {
      section?.blocks.push({ ...block, code: `${block.code.join('\n')}\n` });
      block = null;
    } else if (block !== null) block.code.push(text);
    else if (fence) block = { language: fence[1] ?? '', line: index + 2, code: [] };
    else if (text.startsWith('## ')) sections.push({ heading: text.slice(3).trim(), lines: [], blocks: [] });
    else section?.lines.push(text);
  });
  return { title: titleOf(lines), sections: sections.map(closed) };
}

function titleOf(lines: readonly string[]): string {
  const first = lines[0] ?? '';
  return first.startsWith('# ') ? first.slice(2).trim() : '';
}

function closed({ heading, lines, blocks }: OpenSection): PageSection {
  return { heading, text: lines.join('\n').trim(), blocks };
}
