/** Labels that names suggest: a last resort, carried along as a hint until the source is reached (see ask.ts). */
import { instructionOf, namesOf } from '../../ir/definitions.ts';
import type { IrFunction, ValueId } from '../../ir/ir.ts';
import { nameIn } from './access-path.ts';
import { ADDRESS } from './address-tests.ts';
import type { Hint, Removal } from './ask.ts';
import { constantKey } from './constants.ts';
import { outerOf } from './function-facts.ts';
import type { Knowledge } from './knowledge.ts';

/**
 * The hint to go on with behind a value: the one its own name gives; else none when the value is read from an attribute
 * or key of another name, for that name says better what it is; else the hint that came along.
 */
export class Hints {
  readonly #knowledge: Knowledge;
  readonly #fn: IrFunction;
  /** By value: what its own name suggests. */
  readonly #own: (Hint | null | undefined)[];

  constructor(knowledge: Knowledge, fn: IrFunction) {
    this.#knowledge = knowledge;
    this.#fn = fn;
    this.#own = new Array<Hint | null | undefined>(fn.valueCount);
  }

  behind(value: ValueId, current: Hint | null): Hint | null {
    let own = this.#own[value];
    if (own === undefined) {
      own = this.#find(value);
      this.#own[value] = own;
    }
    if (own !== null) return own;
    return current !== null && outerOf(this.#fn, value) !== null ? null : current;
  }

  #find(value: ValueId): Hint | null {
    for (const name of identifiersOf(this.#fn, value)) {
      const labels = this.#knowledge.nameLabels(name);
      if (labels.length > 0) return { name, labels };
    }
    return null;
  }
}

/** Labels that a parameter's name rules out: `def download(image_href)` gets no config drive. */
export function removalsByName(fn: IrFunction, value: ValueId): readonly Removal[] {
  const instruction = instructionOf(fn, value);
  if (instruction?.op !== 'parameter') return [];
  const name = fn.parameters[instruction.index]?.name ?? '';
  return /(?:^|_)(?:url|uri|href)$/.test(name) ? ADDRESS : [];
}

/** Names under which a reader knows the value; for a read, the attribute or key that is read comes first. */
function identifiersOf(fn: IrFunction, value: ValueId): readonly string[] {
  const instruction = instructionOf(fn, value);
  if (instruction?.op === 'item') {
    const key = constantKey(fn, instruction.index);
    return key === null ? namesOf(fn, value) : [key, ...namesOf(fn, value)];
  }
  if (instruction?.op !== 'call') return namesOf(fn, value);
  const outer = outerOf(fn, value);
  const key = outer === null ? null : nameIn(outer.element);
  return key === null ? namesOf(fn, value) : [key, ...namesOf(fn, value)];
}
