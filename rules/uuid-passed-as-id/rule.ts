/**
 * Finds look-ups by number that are given a UUID: `get_ports_by_portgroup_id(portgroup.uuid)`. The database compares a column
 * of numbers with a text, finds nothing, and a check that asks for something there takes that for "none".
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf, namesOf } from '../../src/ir/definitions.ts';
import type { Call, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { Project, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';

/** What ironic's tables number; a volume's id is a text of another service. */
const byNumber =
  /_by_(?:(?:node|port|portgroup|chassis|conductor|allocation|(?:deploy_)?template|runbook)_)?id$/;
const uuid = /(?:^|_)uuid$/;
const acceptsBoth = /uuid|ident/i;

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const findings = scope
    .filter(namesLookUp)
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
function namesLookUp({ ir }: ProjectFunction): boolean {
  return ir.blocks.some(({ instructions }) =>
    instructions.some(
      (one) =>
        (one.op === 'attribute' || one.op === 'load-global') &&
        one.name.endsWith('_id') &&
        byNumber.test(one.name),
    ),
  );
}

function draftsFor(
  project: Project,
  rule: string,
  { fn, call }: { readonly fn: ProjectFunction; readonly call: Call },
): readonly FindingDraft[] {
  const name = calledName(fn.ir, call);
  if (!byNumber.test(name)) return [];
  const given = call.arguments.find(({ value }) => isUuid(fn.ir, value));
  if (given === undefined || takesUuids(project, name)) return [];
  return [
    {
      rule,
      message: `\`${name}\` compares numbers and is given a UUID: it never finds anything, so whatever asks it concludes that there is nothing.`,
      place: placeOf(fn, call.span),
    },
  ];
}

/** `x.uuid`, or a variable called so. */
function isUuid(fn: IrFunction, value: ValueId): boolean {
  const instruction = instructionOf(fn, value);
  if (instruction?.op === 'attribute') return uuid.test(instruction.name);
  const [name] = namesOf(fn, value);
  return name !== undefined && uuid.test(name);
}

/** A function of that name looks at UUIDs, or calls its parameter so. */
function takesUuids(project: Project, name: string): boolean {
  return project.functions.some(
    ({ ir }) =>
      ir.name === name &&
      (ir.parameters.some((parameter) => acceptsBoth.test(parameter.name)) ||
        ir.blocks.some(({ instructions }) =>
          instructions.some((one) => one.op === 'attribute' && acceptsBoth.test(one.name)),
        )),
  );
}
