/**
 * Lowers match statements (PEP 634) to tests and reads, the first fitting case first.
 *
 * Names are bound only when the whole pattern fits, so captures go to hidden variables first: with alternatives
 * (`A(x) | B(x)`) those merge where the alternatives meet.
 */
import type { Constant, OperatorName, ValueId } from '../../../ir/ir.ts';
import type { Span } from '../../../source/text.ts';
import type { DraftBlock } from '../../lowering/draft.ts';
import type {
  ClassPattern,
  MappingPattern,
  MatchCase,
  MatchStatement,
  NameExpression,
  Pattern,
  SequencePattern,
} from '../syntax.ts';
import { lowerCondition } from './conditions.ts';
import type { Lowering } from './lowering.ts';

export function lowerMatch(lowering: Lowering, statement: MatchStatement): void {
  const { builder } = lowering;
  const subject = lowering.value(statement.subject);
  const after = builder.newBlock();
  for (const clause of statement.cases) {
    const otherwise = builder.newBlock();
    lowerCase(lowering, clause, { subject, otherwise });
    builder.jump(after, clause.span);
    builder.startSealed(otherwise);
  }
  builder.jump(after, statement.span);
  builder.startSealed(after);
}

/** What is matched, and where to go on when it does not fit. */
interface Trial {
  readonly subject: ValueId;
  readonly otherwise: DraftBlock;
}

function lowerCase(lowering: Lowering, clause: MatchCase, trial: Trial): void {
  const { builder } = lowering;
  const captures = new CaptureNames(lowering);
  lowerPattern({ lowering, captures }, clause.pattern, trial);
  captures.bind();
  if (clause.guard !== null) {
    const then = builder.newBlock();
    lowerCondition(lowering, clause.guard, { then, otherwise: trial.otherwise, origin: 'if' });
    builder.startSealed(then);
  }
  lowering.statements(clause.body);
}

/** The hidden variable for each name that the pattern captures. */
class CaptureNames {
  private readonly lowering: Lowering;
  private readonly captures = new Map<string, { readonly target: NameExpression; readonly hidden: string }>();

  constructor(lowering: Lowering) {
    this.lowering = lowering;
  }

  capture(target: NameExpression, value: ValueId): void {
    const known = this.captures.get(target.name) ?? { target, hidden: this.lowering.hidden() };
    this.captures.set(target.name, known);
    this.lowering.builder.writeHidden(known.hidden, value);
  }

  bind(): void {
    const captures = [...this.captures.values()];
    const values = captures.map(({ hidden }) => this.lowering.builder.read(hidden));
    captures.forEach(({ target }, index) => {
      const value = values[index];
      if (value !== undefined) this.lowering.write(target, value);
    });
  }
}

interface Matching {
  readonly lowering: Lowering;
  readonly captures: CaptureNames;
}

/** Goes on where the pattern fits; jumps to `otherwise` where it does not. */
function lowerPattern(matching: Matching, pattern: Pattern, trial: Trial): void {
  const { captures, lowering } = matching;
  switch (pattern.kind) {
    case 'wildcard':
      return;
    case 'capture':
      captures.capture(pattern.target, trial.subject);
      return;
    case 'star':
      if (pattern.target !== null) captures.capture(pattern.target, trial.subject);
      return;
    case 'value':
      lowerValue(matching, pattern, trial);
      return;
    case 'as':
      lowerPattern(matching, pattern.pattern, trial);
      captures.capture(pattern.target, trial.subject);
      return;
    case 'alternatives':
      lowerAlternatives(matching, pattern, trial);
      return;
    case 'class':
      lowerClass(matching, pattern, trial);
      return;
    case 'mapping':
      lowerMapping(matching, pattern, trial);
      return;
    case 'sequence':
      test(lowering, trial, { operator: 'matches-sequence', against: [], span: pattern.span });
      lowerElements(matching, pattern, trial);
      return;
  }
}

interface Test {
  readonly operator: OperatorName;
  readonly against: readonly ValueId[];
  readonly span: Span;
}

function test(lowering: Lowering, trial: Trial, { operator, against, span }: Test): void {
  const { builder } = lowering;
  const operands = [trial.subject, ...against];
  const result = builder.fresh();
  const fits = builder.define({ op: 'operator', span, result, operator, operands, inPlace: false });
  const then = builder.newBlock();
  builder.branch(fits, span, { then, otherwise: trial.otherwise, origin: 'match' });
  builder.startSealed(then);
}

function lowerValue(
  { lowering }: Matching,
  pattern: Extract<Pattern, { readonly kind: 'value' }>,
  trial: Trial,
): void {
  const against = [lowering.value(pattern.value)];
  const isSingleton = pattern.value.kind === 'constant' && isIdentity(pattern.value.constant);
  test(lowering, trial, { operator: isSingleton ? 'is' : '==', against, span: pattern.span });
}

function isIdentity(constant: Constant): boolean {
  return constant.kind === 'none' || constant.kind === 'boolean';
}

function lowerAlternatives(
  matching: Matching,
  pattern: Extract<Pattern, { readonly kind: 'alternatives' }>,
  trial: Trial,
): void {
  const { builder } = matching.lowering;
  const join = builder.newBlock();
  for (const alternative of pattern.alternatives) {
    const otherwise = builder.newBlock();
    lowerPattern(matching, alternative, { subject: trial.subject, otherwise });
    builder.jump(join, alternative.span);
    builder.startSealed(otherwise);
  }
  builder.jump(trial.otherwise, pattern.span);
  builder.startSealed(join);
}

/** The class says by `__match_args__` which attribute a position means; here it is an element of the subject. */
function lowerClass(matching: Matching, pattern: ClassPattern, trial: Trial): void {
  const { lowering } = matching;
  const { builder } = lowering;
  const { subject, otherwise } = trial;
  const against = [lowering.value(pattern.type)];
  test(lowering, trial, { operator: 'matches-class', against, span: pattern.span });
  const count = pattern.positional.length;
  pattern.positional.forEach((part, index) => {
    const result = builder.fresh();
    const { span } = part;
    const value = builder.define({
      op: 'unpack',
      span,
      result,
      source: subject,
      index,
      count,
      starred: null,
    });
    lowerPattern(matching, part, { subject: value, otherwise });
  });
  for (const { name, nameSpan, pattern: part } of pattern.keywords) {
    const result = builder.fresh();
    const value = builder.define({
      op: 'attribute',
      span: nameSpan,
      result,
      object: subject,
      name,
      nameSpan,
    });
    lowerPattern(matching, part, { subject: value, otherwise });
  }
}

function lowerMapping(matching: Matching, pattern: MappingPattern, trial: Trial): void {
  const { lowering, captures } = matching;
  const { builder } = lowering;
  const { subject, otherwise } = trial;
  const keys = pattern.entries.map(({ key }) => lowering.value(key));
  test(lowering, trial, { operator: 'matches-mapping', against: keys, span: pattern.span });
  pattern.entries.forEach(({ key, pattern: part }, index) => {
    const at = keys[index];
    if (at === undefined) return;
    const result = builder.fresh();
    const value = builder.define({ op: 'item', span: key.span, result, object: subject, index: at });
    lowerPattern(matching, part, { subject: value, otherwise });
  });
  if (pattern.rest === null) return;
  const { span } = pattern.rest;
  const elements = [{ key: null, value: subject, spread: true }];
  const rest = builder.define({ op: 'build', span, result: builder.fresh(), kind: 'dict', elements });
  captures.capture(pattern.rest, rest);
}

function lowerElements(matching: Matching, pattern: SequencePattern, trial: Trial): void {
  const { builder } = matching.lowering;
  const count = pattern.elements.length;
  const star = pattern.elements.findIndex((element) => element.kind === 'star');
  const starred = star < 0 ? null : star;
  pattern.elements.forEach((part, index) => {
    const { span } = part;
    const source = trial.subject;
    const value = builder.define({
      op: 'unpack',
      span,
      result: builder.fresh(),
      source,
      index,
      count,
      starred,
    });
    lowerPattern(matching, part, { subject: value, otherwise: trial.otherwise });
  });
}
