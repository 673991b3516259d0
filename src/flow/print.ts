/**
 * Text forms of a control flow graph: arrows for fixtures and snapshots, Mermaid for documents and `dev cfg`.
 *
 *     b1 -> b4            normal
 *     b2 -> b3 (then)     one way of a branch or of an except clause
 *     b1 ~> b2            exceptional
 *     b4 -> return        leaves the function; `~> raise` by an exception
 */
import { printBlockLines } from '../ir/print.ts';
import { printName } from '../ir/print-instruction.ts';
import type { ControlFlowGraph } from './cfg.ts';
import type { FlowEdge, NodeId } from './graph.ts';
import { reachableFrom } from './paths.ts';

/** Edges that the entry reaches, one a line, by source. */
export function printArrows(graph: ControlFlowGraph): string {
  return reachableEdges(graph)
    .map((edge) => {
      const arrow = edge.kind === 'normal' ? '->' : '~>';
      const way = edge.way === null ? '' : ` (${edge.way})`;
      return `${nodeName(graph, edge.from)} ${arrow} ${nodeName(graph, edge.to)}${way}\n`;
    })
    .join('');
}

export interface MermaidOptions {
  /** Of the module's text: adds line numbers to the instructions. */
  readonly lineStarts?: readonly number[];
}

/** A Mermaid flowchart: a box a block, dashed arrows for exceptions. Labels are escaped. */
export function printMermaid(graph: ControlFlowGraph, options: MermaidOptions = {}): string {
  const nodes = [...reachableFrom(graph, { from: [graph.entry] })].sort((a, b) => a - b);
  const lines = [
    `flowchart TD`,
    `  %% ${commentText(graph.fn.qualifiedName)}`,
    ...nodes.map((node) => `  ${mermaidNode(graph, node, options)}`),
    ...reachableEdges(graph).map((edge) => `  ${mermaidEdge(graph, edge)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function reachableEdges(graph: ControlFlowGraph): FlowEdge[] {
  const reached = reachableFrom(graph, { from: [graph.entry] });
  return graph.outgoing.flatMap((edges, node) => (reached.has(node) ? edges : []));
}

function nodeName(graph: ControlFlowGraph, node: NodeId): string {
  if (node === graph.normalExit) return 'return';
  return node === graph.exceptionalExit ? 'raise' : `b${node}`;
}

function mermaidNode(graph: ControlFlowGraph, node: NodeId, options: MermaidOptions): string {
  const block = graph.fn.blocks[node];
  if (block === undefined) return `${nodeKey(graph, node)}([${nodeName(graph, node)}])`;
  const lines = [`b${node}`, ...printBlockLines(graph.fn, block, options)];
  return `${nodeKey(graph, node)}["${lines.map(escapeLabel).join('<br/>')}"]`;
}

function mermaidEdge(graph: ControlFlowGraph, edge: FlowEdge): string {
  const [from, to] = [nodeKey(graph, edge.from), nodeKey(graph, edge.to)];
  if (edge.kind === 'exceptional') return `${from} -. raises .-> ${to}`;
  return edge.way === null ? `${from} --> ${to}` : `${from} -- ${edge.way} --> ${to}`;
}

/** `return` and `end` are words of Mermaid's own, so exits get keys that are not. */
function nodeKey(graph: ControlFlowGraph, node: NodeId): string {
  if (node === graph.normalExit) return 'exit_return';
  return node === graph.exceptionalExit ? 'exit_raise' : `b${node}`;
}

/** Mermaid reads HTML and `#…;` entities inside of quoted labels: all that could start either becomes an entity. */
function escapeLabel(text: string): string {
  return text.replace(/[^\p{Letter}\p{Number} _.,:=()*+/[\]{}…!?'-]/gu, (character) => {
    return `#${character.codePointAt(0) ?? 0};`;
  });
}

function commentText(name: string): string {
  return name === '' ? 'the module body' : name.split('.').map(printName).join('.');
}
