/**
 * Finds loops over `zip(…)` of two lists of network things that have nothing to do with one another, where the loop changes
 * something outside.
 *
 * Worked example: in `for vif, port in zip(network_info, client.list_ports(node)): client.update_port(port, vif)` neither
 * list is made from the other, so the position says nothing; and a list that is longer keeps its tail.
 *
 * Lists belong together when one is made from the other or both from one answer. A loop that compares an address of both
 * before it acts is in order.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { definitionOf, instructionOf, namesOf, usesOf } from '../../src/ir/definitions.ts';
import type { BlockId, Branch, Call, IrFunction, ValueId } from '../../src/ir/ir.ts';
import { operandsOf } from '../../src/ir/operands.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantText } from '../../src/rules/questions/arguments.ts';
import { dominatorsIn } from '../../src/rules/questions/handlers.ts';
import { calledName, receiverOf } from '../../src/rules/questions/made-from.ts';

/** Values that are followed back from one list. */
const mostOrigins = 60;
const pairing = new Set(['zip', 'izip', 'zip_longest', 'izip_longest']);
const networkName = /(?:^|_)(?:ports?|pifs?|vifs?|networks?|nics?|interfaces?|macs?|subnets?|links?)(?:_|$)/i;
const changing =
  /(?:^|_)(?:add|attach|bind|clear|create|delete|detach|patch|plug|put|release|remove|save|set|unbind|unplug|update)(?:_|$)/;

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) =>
    zippedLoops(fn.ir).flatMap((loop) => {
      const effect = changeIn(fn.ir, loop);
      if (effect === null || comparesElements(fn.ir, loop)) return [];
      const site = project.siteOf(fn, loop.call);
      const isOurs = site.targets.some((target) => target.kind === 'function');
      return isOurs ? [] : [draft(rule.id, { fn, loop, effect })];
    }),
  );
  return { findings, evidence: [] };
}

interface ZippedLoop {
  readonly call: Call;
  readonly left: ValueId;
  readonly right: ValueId;
  readonly body: BlockId;
}

function zippedLoops(fn: IrFunction): readonly ZippedLoop[] {
  return fn.blocks.flatMap(({ terminator }) => {
    if (terminator.op !== 'branch' || terminator.origin !== 'for') return [];
    const call = iterated(fn, terminator);
    if (call?.op !== 'call' || !pairing.has(calledName(fn, call))) return [];
    const [left, right] = call.arguments.flatMap((one) => (one.kind === 'positional' ? [one.value] : []));
    if (left === undefined || right === undefined) return [];
    const isNetwork = [left, right].every((list) => isNetworkList(fn, list));
    return isNetwork && areIndependent(fn, left, right) ? [{ call, left, right, body: terminator.then }] : [];
  });
}

/** What a `for` runs over. */
function iterated(fn: IrFunction, { condition }: Branch) {
  const test = instructionOf(fn, condition);
  const iterator = test?.op === 'operator' ? instructionOf(fn, test.operands[0] ?? -1) : undefined;
  return iterator?.op === 'operator' ? instructionOf(fn, iterator.operands[0] ?? -1) : undefined;
}

/** By its own name, or by the function that gives it; sorting does not make it another list. */
function isNetworkList(fn: IrFunction, value: ValueId): boolean {
  if (namesOf(fn, value).some((name) => networkName.test(name))) return true;
  const instruction = instructionOf(fn, value);
  if (instruction?.op !== 'call') return false;
  if (networkName.test(calledName(fn, instruction))) return true;
  return instruction.arguments.some(
    (one) =>
      namesOf(fn, one.value).some((name) => networkName.test(name)) ||
      networkName.test((constantText(fn, one.value) ?? '').replaceAll('.', '_')),
  );
}

/** No call gives both, neither is in what the other is made from, and no loop fills both. */
function areIndependent(fn: IrFunction, left: ValueId, right: ValueId): boolean {
  const ofLeft = originsOf(fn, left);
  const ofRight = originsOf(fn, right);
  if (ofLeft.has(right) || ofRight.has(left) || left === right) return false;
  if ([left, right].some((list) => isFilledHere(fn, list))) return false;
  return ![...ofLeft].some((value) => ofRight.has(value) && isAnswer(fn, value));
}

/** A list that the function builds itself has the order that the function gives it. */
function isFilledHere(fn: IrFunction, list: ValueId): boolean {
  const definition = definitionOf(fn, list);
  return definition?.kind === 'instruction' && definition.instruction.op === 'build';
}

/** What both lists may come from: the result of a call or a parameter that holds lists; not the node they belong to. */
function isAnswer(fn: IrFunction, value: ValueId): boolean {
  const definition = definitionOf(fn, value);
  if (definition?.kind === 'phi') return true;
  const instruction = definition?.instruction;
  return instruction?.op === 'call' && instruction.arguments.length > 0;
}

function originsOf(fn: IrFunction, value: ValueId): ReadonlySet<ValueId> {
  const found = new Set([value]);
  for (const one of found) {
    const definition = definitionOf(fn, one);
    const next =
      definition?.kind === 'phi'
        ? definition.phi.operands.map((operand) => operand.value)
        : definition === undefined
          ? []
          : operandsOf(definition.instruction);
    for (const operand of next) if (found.size < mostOrigins) found.add(operand);
  }
  return found;
}

/** The name of the call in the loop that changes something. */
function changeIn(fn: IrFunction, loop: ZippedLoop): string | null {
  for (const block of bodyOf(fn, loop)) {
    for (const instruction of block.instructions) {
      if (instruction.op !== 'call') continue;
      const name = operationName(fn, instruction);
      if (changing.test(name) && !isOwnContainer(fn, instruction)) return name;
    }
  }
  return null;
}

/** `port.update` in `client.call('port.update', …)`. */
function operationName(fn: IrFunction, call: Call): string {
  const name = calledName(fn, call);
  const [first] = call.arguments;
  if (name !== 'call' || first === undefined) return name;
  return (constantText(fn, first.value) ?? name).replaceAll('.', '_');
}

/** `pairs.update(…)` of a dictionary made in this function changes nothing outside. */
function isOwnContainer(fn: IrFunction, call: Call): boolean {
  const receiver = receiverOf(fn, call);
  const made = receiver === null ? undefined : instructionOf(fn, receiver);
  return made?.op === 'build' || (made?.op === 'call' && /^(?:dict|set|list)$/.test(calledName(fn, made)));
}

function comparesElements(fn: IrFunction, loop: ZippedLoop): boolean {
  return bodyOf(fn, loop).some((block) =>
    block.instructions.some(
      (instruction) =>
        instruction.op === 'operator' &&
        (instruction.operator === '==' || instruction.operator === '!=') &&
        instruction.operands.every((operand) => isOfElement(fn, operand)) &&
        usesOf(fn, instruction.result).length > 0,
    ),
  );
}

function isOfElement(fn: IrFunction, value: ValueId): boolean {
  return [...originsOf(fn, value)].some((one) => instructionOf(fn, one)?.op === 'unpack');
}

function bodyOf(fn: IrFunction, { body }: ZippedLoop) {
  const tree = dominatorsIn(fn);
  return fn.blocks.filter((block) => tree.dominates(body, block.id));
}

function draft(
  rule: string,
  what: { readonly fn: ProjectFunction; readonly loop: ZippedLoop; readonly effect: string },
): FindingDraft {
  const { fn, loop, effect } = what;
  const [left, right] = [loop.left, loop.right].map((list) => namesOf(fn.ir, list)[0] ?? 'the other list');
  return {
    rule,
    message: `\`${left}\` and \`${right}\` were obtained independently: their positions do not match, so \`${effect.replaceAll('_', ' ')}\` meets the wrong interface, and what the longer list has more is left out.`,
    place: placeOf(fn, loop.call.span),
  };
}
