/** Calls that are sinks by their models, and which values they take, as what. */
import { callsIn, instructionOf } from '../../ir/definitions.ts';
import type { Call, ValueId } from '../../ir/ir.ts';
import type { CallSite, ProjectFunction, Target } from '../../project/project.ts';
import type { Element } from './access-path.ts';
import { EVERY_ELEMENT } from './access-path.ts';
import type { Form } from './ask.ts';
import { keysShownBy } from './classes.ts';
import { logParts } from './format.ts';
import type { Knowledge, Selected } from './knowledge.ts';

export interface SinkArgument {
  readonly value: ValueId;
  /** The part of it that the sink takes. */
  readonly path: readonly Element[];
  readonly form: Form;
  /** Parameter or keyword, where known. */
  readonly name: string | null;
  readonly position: number | null;
}

/** One call that is a sink. */
export interface SinkUse {
  readonly kind: string;
  readonly site: CallSite;
  /** What is called, by path. */
  readonly callee: string;
  readonly arguments: readonly SinkArgument[];
}

/** Sinks that print what they get; the others take texts, and containers of texts. */
const PRINTING = new Set([
  'log',
  'exception-text',
  'response',
  'notification',
  'template',
  'shell',
  'persist',
  'output',
  'browser-storage',
]);

/** The sinks of these kinds in one function, in the order of the text; a call once for each kind. */
export function sinksIn(
  knowledge: Knowledge,
  fn: ProjectFunction,
  kinds: ReadonlySet<string>,
): readonly SinkUse[] {
  return callsIn(fn.ir).flatMap((call) => usesOf(knowledge, { fn, call, kinds }));
}

interface SinkQuestion {
  readonly fn: ProjectFunction;
  readonly call: Call;
  readonly kinds: ReadonlySet<string>;
}

function usesOf(knowledge: Knowledge, question: SinkQuestion): readonly SinkUse[] {
  const uses = new Map<string, SinkUse>();
  for (const { target, effect } of knowledge.calleesOf(question.fn, question.call)) {
    for (const sink of effect?.sinks ?? []) {
      if (!question.kinds.has(sink.kind) || uses.has(sink.kind)) continue;
      const site = knowledge.siteOf(question.fn, question.call);
      const selected = sink.selectors.flatMap((selector) => knowledge.select(site, target, selector));
      uses.set(sink.kind, {
        kind: sink.kind,
        site,
        callee: pathOf(target),
        arguments:
          sink.kind === 'log'
            ? loggedArguments(question, selected)
            : shownBy(knowledge, question, { kind: sink.kind, selected }).map((each) =>
                plainArgument(each, sink.kind),
              ),
      });
    }
  }
  return [...uses.values()];
}

/** An exception of the tree whose class formats its message shows what that message names. */
function shownBy(
  knowledge: Knowledge,
  question: SinkQuestion,
  sink: { readonly kind: string; readonly selected: readonly Selected[] },
): readonly Selected[] {
  const { selected } = sink;
  if (sink.kind !== 'exception-text') return selected;
  const [made] = knowledge.typesOf(question.fn, question.call.result);
  const keys = made?.kind === 'instance' ? keysShownBy(knowledge.project, made.class, question.call) : null;
  return keys === null ? selected : selected.filter(({ name }) => name === null || keys.includes(name));
}

function pathOf(target: Target): string {
  return target.kind === 'function' ? target.function.path : target.path;
}

function plainArgument(selected: Selected, kind: string): SinkArgument {
  return {
    value: selected.value,
    path: selected.spread ? [EVERY_ELEMENT] : [],
    form: PRINTING.has(kind) ? 'text' : 'content',
    name: selected.name,
    position: selected.position,
  };
}

/** A log call prints its format and what the format names; its keywords (`exc_info`, `instance`) go elsewhere. */
function loggedArguments(question: SinkQuestion, selected: readonly Selected[]): readonly SinkArgument[] {
  const printed = selected.filter(({ name }) => name === null);
  const callee = instructionOf(question.fn.ir, question.call.callee);
  const isLevelled = callee?.op === 'attribute' && callee.name === 'log';
  const [format, ...values] = isLevelled ? printed.slice(1) : printed;
  if (format === undefined) return [];
  const parts = values.some(({ spread }) => spread)
    ? values.map(({ value, spread }) => ({ value, path: spread ? [EVERY_ELEMENT] : [] }))
    : logParts(
        question.fn.ir,
        format.value,
        values.map(({ value }) => value),
      );
  return [{ value: format.value, path: [] }, ...parts].map((part) => ({
    ...part,
    form: 'text' as const,
    name: null,
    position: null,
  }));
}
