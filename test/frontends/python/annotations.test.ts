import { describe, expect, it } from 'vitest';
import { readAnnotation } from '../../../src/frontends/python/reading/annotations.ts';
import type { TypeExpression } from '../../../src/ir/ir.ts';

function shown(type: TypeExpression | null): string {
  if (type === null) return 'null';
  return type.arguments.length === 0 ? type.name : `${type.name}[${type.arguments.map(shown).join(', ')}]`;
}

describe('annotations', () => {
  it.each([
    ['int', 'int'],
    ['objects . Node', 'objects.Node'],
    ['Optional[objects.Node]', 'Optional[objects.Node]'],
    ['dict[str, list[int]]', 'dict[str, list[int]]'],
    ['int | None | "a.B"', 'Union[int, None, a.B]'],
    ['"Optional[\'Node\']"', 'Optional[Node]'],
    ["'''List[\n  int\n]'''", 'List[int]'],
    ['Callable[[int, str], bool]', 'Callable[[int, str], bool]'],
    ['Callable[..., T]', 'Callable[..., T]'],
    ['tuple[()]', 'tuple[tuple]'],
    ['(int)', 'int'],
    ['*Ts', 'Ts'],
    ['Annotated[int, Field(gt=0)]', 'Annotated[int, ?]'],
    ['Literal[1, "a"]', 'Literal[?, a]'],
    ['List[  # of nodes\n  Node]', 'List[Node]'],
    ['f(x)', 'null'],
    ['1', 'null'],
    ['', 'null'],
  ])('%s', (text, expected) => {
    expect(shown(readAnnotation(text))).toBe(expected);
  });

  it('that nest without end are cut off', () => {
    const depth = 100_000;
    expect(shown(readAnnotation(`${'A['.repeat(depth)}${']'.repeat(depth)}`))).toContain('?');
  });
});
