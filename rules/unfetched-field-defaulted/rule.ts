/**
 * Finds decisions on a field that was never fetched: an object is asked for with a list of fields, `getattr` reads one that
 * is not in the list, and its default decides.
 *
 * Worked example: `_get_node` returns `client.call('node.get', id, fields=_NODE_FIELDS)`;
 * `getattr(self._get_node(id), 'network_provider', 'none')` is `'none'` for every node.
 */
import type { FindingDraft, Step } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { Call, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { Project, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantText, givenArgument } from '../../src/rules/questions/arguments.ts';
import { usesWord } from '../../src/rules/questions/calls.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';
import { globalElements } from '../../src/rules/questions/module-constants.ts';

const reading = new Set(['getattr']);
const fieldsArgument = { kind: 'argument', position: null, name: 'fields' } as const;

interface Fetched {
  readonly fields: ReadonlySet<string>;
  readonly step: Step;
}

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const findings = scope
    .filter(readsByName)
    .flatMap((fn) =>
      fn.ir.blocks.flatMap(({ instructions }) =>
        instructions.flatMap((one) =>
          one.op === 'call' ? draftsFor(project, rule.id, { fn, call: one }) : [],
        ),
      ),
    );
  return { findings, evidence: [] };
}

/** A cheap look before values are followed. */
function readsByName({ ir }: ProjectFunction): boolean {
  return usesWord(ir, reading);
}

function draftsFor(
  project: Project,
  rule: string,
  { fn, call }: { readonly fn: ProjectFunction; readonly call: Call },
): readonly FindingDraft[] {
  const [object, field, fallback] = call.arguments;
  if (calledName(fn.ir, call) !== 'getattr' || object === undefined || field === undefined) return [];
  const name = constantText(fn.ir, field.value);
  if (name === null || fallback === undefined) return [];
  const fetched = fetchedBy(project, fn, object.value);
  if (fetched === null || fetched.fields.has(name)) return [];
  return [
    {
      rule,
      message: `\`${name}\` is not among the fields that the object is fetched with, so the default always decides here.`,
      place: placeOf(fn, call.span),
      related: [fetched.step],
    },
  ];
}

/** The fields of the request that the value is the answer of, here or in the function called; null: not known. */
function fetchedBy(project: Project, fn: ProjectFunction, value: ValueId): Fetched | null {
  const request = instructionOf(fn.ir, value);
  if (request?.op !== 'call') return null;
  const own = fieldsOf(fn, request);
  if (own !== null) return own;
  const { targets } = project.siteOf(fn, request);
  const [only] = targets;
  if (targets.length !== 1 || only?.kind !== 'function') return null;
  const answers = returnedCalls(only.function.ir).map((call) => fieldsOf(only.function, call));
  const [first] = answers;
  return answers.length === 1 && first !== undefined ? first : null;
}

function returnedCalls(fn: IrFunction): readonly Call[] {
  return fn.blocks.flatMap(({ terminator }) => {
    const value =
      terminator.op === 'return' && !terminator.implicit ? instructionOf(fn, terminator.value) : null;
    return value?.op === 'call' ? [value] : [];
  });
}

function fieldsOf(fn: ProjectFunction, request: Call): Fetched | null {
  const given = givenArgument(request, fieldsArgument);
  if (given.kind !== 'given') return null;
  const texts = elementsOf(fn, given.value);
  if (texts === null) return null;
  return {
    fields: new Set(texts),
    step: { place: placeOf(fn, request.span), message: 'fetched with these fields' },
  };
}

function elementsOf(fn: ProjectFunction, value: ValueId): readonly string[] | null {
  const instruction = instructionOf(fn.ir, value);
  if (instruction?.op === 'load-global') return globalElements(fn.module, instruction.name);
  if (instruction?.op !== 'build') return null;
  const texts = instruction.elements.map((element) => constantText(fn.ir, element.value));
  return texts.every((text) => text !== null) ? texts : null;
}
