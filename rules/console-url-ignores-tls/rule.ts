/**
 * Finds addresses of consoles that always begin with `http://` or `ws://`, though the same module gives the console's server a
 * certificate when one is configured.
 */
import type { FindingDraft, Step } from '../../src/findings/finding.ts';
import type { ConstantInstruction } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { dottedText } from '../../src/rules/questions/spelling.ts';

const givesAddress = /(?:^|_)(?:console|terminal|serial|vnc)_(?:\w+_)?ur[il](?:_|$)/;
const plain = /^(?:http|ws):\/\//;
const certificate = /^CONF\.\w+\.\w*(?:cert|ssl|tls)\w*$/;

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const builders = scope.filter((fn) => givesAddress.test(fn.ir.name) && certificateIn(fn) === null);
  const findings = builders.flatMap((fn): FindingDraft[] => {
    const scheme = plainScheme(fn);
    if (scheme === null) return [];
    const server = project.functions.find((one) => one.module === fn.module && certificateIn(one) !== null);
    const option = server === undefined ? null : certificateIn(server);
    if (option === null) return [];
    return [
      {
        rule: rule.id,
        message:
          'The address of the console is plain text whatever is configured, though its server is given a certificate: the client is sent to the wrong scheme.',
        place: placeOf(fn, scheme.span),
        related: [option],
      },
    ];
  });
  return { findings, evidence: [] };
}

function plainScheme({ ir }: ProjectFunction): ConstantInstruction | null {
  const found = ir.blocks
    .flatMap(({ instructions }) => instructions)
    .find((one) => one.op === 'constant' && one.constant.kind === 'string' && plain.test(one.constant.value));
  return found?.op === 'constant' ? found : null;
}

/** Where the function reads an option that names a certificate. */
function certificateIn(fn: ProjectFunction): Step | null {
  for (const { instructions } of fn.ir.blocks) {
    for (const one of instructions) {
      if (one.op !== 'attribute' || !certificate.test(dottedText(fn.ir, one.result) ?? '')) continue;
      return { place: placeOf(fn, one.span), message: `${one.name} decides whether the server speaks TLS` };
    }
  }
  return null;
}
