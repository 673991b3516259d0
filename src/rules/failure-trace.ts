/**
 * Exceptions in words: what rises, and the way from a call to the place where it rises.
 *
 * Worked example: for `self._unprovision(…)` the steps are "calls _unprovision", "calls wait, which runs
 * _wait_for_provision_state" and, in the nested function, "raises NovaException".
 */
import type { Escape, Origin } from '../analyses/exceptions/exceptions.ts';
import type { Place, Step } from '../findings/finding.ts';
import type { ProjectFunction } from '../project/project.ts';
import type { Span } from '../source/text.ts';

export function placeOf(fn: ProjectFunction, span: Span): Place {
  return { path: fn.module.ir.path, span, function: fn.ir.qualifiedName };
}

/** The last word of a path: `NovaException`. */
export function shortName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** 'NovaException'; 'an error' when the class is not known. */
export function exceptionName(escaped: Escape): string {
  return escaped.exception === null ? 'an error' : shortName(escaped.exception);
}

/** The place where it rises: the innermost of the chain. */
export function sourceOf(escaped: Escape): Origin {
  let { origin } = escaped;
  while (origin.inner !== null) origin = origin.inner.origin;
  return origin;
}

/** 'NovaException raised in `_wait`', 'ClientException from `vif_detach`'. */
export function failureCause(escaped: Escape): string {
  const { api, function: fn } = sourceOf(escaped);
  const name = exceptionName(escaped);
  return api === null ? `${name} raised in \`${fn.ir.name}\`` : `${name} from \`${shortName(api)}\``;
}

/** From the call in the function asked about to the place where the exception rises. */
export function failureSteps(escaped: Escape): readonly Step[] {
  const steps: Step[] = [];
  for (let at: Escape | null = escaped; at !== null; at = at.origin.inner) {
    const { origin } = at;
    const inner = origin.inner?.origin.function.ir.name ?? null;
    const message = inner === null ? failureWords(at) : `calls ${inner}`;
    steps.push({ place: placeOf(origin.function, origin.span), message });
  }
  return steps;
}

/** 'raises NovaException', 'set_provision_state can fail with ClientException'. */
function failureWords(escaped: Escape): string {
  const { api } = escaped.origin;
  if (api === null) return `raises ${exceptionName(escaped)}`;
  const reach = escaped.cause === 'remote' ? ' (another service, process or device)' : '';
  return `${shortName(api)}${reach} can fail with ${exceptionName(escaped)}`;
}
