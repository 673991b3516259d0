/** Words for kinds of labels and sinks, as messages use them. */
import type { SinkUse } from '../analyses/taint/taint.ts';
import { instructionOf } from '../ir/definitions.ts';
import type { Label } from '../models/model.ts';

const KINDS: Readonly<Record<string, string>> = {
  'origin:unauthenticated': 'chosen by anyone on the network',
  'origin:tenant': 'chosen by a tenant',
  'origin:operator': "from the node's operator",
  'origin:conductor': 'from the conductor',
  'origin:config': 'configuration',
  'origin:state': 'service state',
  'origin:constant': 'constant',
  'origin:guessable': 'guessable',
  'secret:password': 'a password',
  'secret:token': 'a token',
  'secret:key': 'a key',
  'secret:credentials': 'credentials',
  'secret:configdrive': 'a config drive',
  'secret:temporary-url': 'a temporary URL',
  'secret:userinfo-url': 'a URL with a password in it',
};

const SINKS: Readonly<Record<string, string>> = {
  log: 'logged by',
  api: 'sent to an API by',
  command: 'run as a command by',
  shell: 'interpreted as shell text by',
  path: 'used as a path by',
  url: 'used as an address by',
  template: 'rendered as a template by',
  sql: 'executed as SQL by',
  deserialize: 'deserialized by',
  code: 'run as code by',
  archive: 'unpacked by',
  xml: 'parsed as XML by',
  ramdisk: 'given to a ramdisk by',
  regex: 'compiled as a pattern by',
  query: 'used as a query by',
  header: 'sent in a header by',
  size: 'used as a size by',
  option: 'set as an option by',
  device: 'sent to a device by',
  'file-content': 'written to a file by',
  'exception-text': 'put into the text of an exception by',
  notification: 'published by',
  html: 'rendered as HTML by',
  navigation: 'opened by',
  'browser-storage': 'kept in the browser by',
  output: 'shown by',
};

/** What a label says, in words: 'a password', 'service state'. */
export function kindWord(label: Label): string {
  return KINDS[label] ?? label.slice(label.indexOf(':') + 1);
}

/** 'logged by', 'run as a command by'. */
export function sinkPhrase(kind: string): string {
  return SINKS[kind] ?? `taken as ${kind} by`;
}

/** The call as the program writes it: `LOG.info`, `client.call('node.get')`. */
export function calleeName(use: SinkUse): string {
  const fn = use.site.caller.ir;
  const parts: string[] = [];
  let value = use.site.call.callee;
  for (let depth = 0; depth < 4; depth++) {
    const instruction = instructionOf(fn, value);
    if (instruction?.op === 'attribute') {
      parts.unshift(instruction.name);
      value = instruction.object;
      continue;
    }
    if (instruction?.op === 'load-global') parts.unshift(instruction.name);
    if (instruction?.op === 'parameter') parts.unshift(fn.parameters[instruction.index]?.name ?? '');
    break;
  }
  return parts.length > 0 ? parts.join('.') : use.callee;
}
