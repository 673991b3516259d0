/**
 * The listeners that a function describes for socat, and what its command line says of them.
 *
 * Worked example: `args = ['socat', '-T600']; args.append('TCP4-LISTEN:%s,reuseaddr,fork' % port)` describes one address
 * with the options `reuseaddr` and `fork`, has an idle time, and its program is the word 'socat'.
 *
 * Options that are added to an address as texts of their own (`',fork'`) count for every address of the function.
 */
import type { ConstantInstruction, IrFunction } from '../../ir/ir.ts';
import { textsMatching } from './calls.ts';

export interface Listeners {
  /** The program's name as a word of its own; null where the command is one text. */
  readonly program: ConstantInstruction | null;
  readonly addresses: readonly ConstantInstruction[];
  /** Names of the options of all addresses. */
  readonly options: ReadonlySet<string>;
  readonly hasIdleTime: boolean;
}

const address = /\b(?:TCP[46]?|OPENSSL|SSL|UDP[46]?|SCTP[46]?|VSOCK|UNIX)-(?:LISTEN|L):/i;
const anything = /^/;
const program = /^(?:\/\S*\/)?socat$/;
const idleTime = /^-T ?(?:\d|%|\{|$)|\bsocat\b.* -T ?(?:\d|%|\{)/;

/** null: it describes none. */
export function listenersOf(fn: IrFunction): Listeners | null {
  const addresses = textsMatching(fn, address);
  if (addresses.length === 0) return null;
  const texts = textsMatching(fn, anything);
  const added = texts.filter((one) => textOf(one).startsWith(','));
  const options = [...addresses, ...added].flatMap((one) => textOf(one).split(',').slice(1));
  return {
    program: texts.find((one) => program.test(textOf(one))) ?? null,
    addresses,
    options: new Set(options.map((option) => option.split('=')[0]?.trim().toLowerCase() ?? '')),
    hasIdleTime: texts.some((one) => idleTime.test(textOf(one))),
  };
}

function textOf({ constant }: ConstantInstruction): string {
  return constant.kind === 'string' ? constant.value : '';
}
