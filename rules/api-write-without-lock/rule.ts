/** Finds code of the API that changes records of a node itself, past the conductor that holds the node's lock. */
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { CallSite, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { calleeName, dottedText, receiverOf } from '../../src/rules/questions/spelling.ts';

const controllers = /\.api\.controllers\./;
/** Records that the lock of a node protects. */
const locked = '(node|port|portgroup|volume_connector|volume_target|connector|target)';
const lockedObject = new RegExp(`(^|[._])${locked}$`);
const directWrite = new RegExp(`^(destroy|update|delete)_${locked}$`);
const databases = /(^|\.)_?(dbapi|db_api|db)$/;
const objectWrites: ReadonlySet<string> = new Set(['save', 'destroy']);

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const findings = scope
    .filter((fn) => controllers.test(fn.module.name))
    .flatMap((fn) =>
      project
        .callsOf(fn)
        .filter(writesDirectly)
        .map((site) => draft(rule.id, fn, site)),
    );
  return { findings, evidence: [] };
}

/** `pecan.request.dbapi.destroy_node(…)`, `rpc_port.destroy()`. */
function writesDirectly({ caller, call }: CallSite): boolean {
  const receiver = receiverOf(caller.ir, call);
  const text = receiver === null ? null : dottedText(caller.ir, receiver);
  if (text === null) return false;
  const name = calleeName(caller.ir, call);
  if (objectWrites.has(name)) return lockedObject.test(text);
  return directWrite.test(name) && databases.test(text);
}

function draft(rule: string, fn: ProjectFunction, { call }: CallSite): FindingDraft {
  return {
    rule,
    message: `The API calls \`${calleeName(fn.ir, call)}\` itself: the node's lock is not held, so a conductor may be working with the record that is changed.`,
    place: placeOf(fn, call.span),
  };
}
