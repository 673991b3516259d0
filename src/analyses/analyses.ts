/**
 * The analyses of one run, built once and asked by rules. Each computes on demand and remembers its answers.
 */
import type { Models } from '../models/model.ts';
import type { Project } from '../project/project.ts';
import type { Exceptions } from './exceptions/exceptions.ts';
import type { Obligations } from './obligations/obligations.ts';
import type { Protocols } from './protocol/protocol.ts';
import type { Taint } from './taint/taint.ts';

export interface Analyses {
  readonly taint: Taint;
  readonly exceptions: Exceptions;
  readonly obligations: Obligations;
  readonly protocols: Protocols;
}

/** Limits that keep hostile or huge input from running away; each that is used up is reported once per function. */
export interface Budget {
  /** Steps of a fixpoint per function. */
  readonly stepsPerFunction: number;
  /** Called when a limit is used up. */
  readonly exhausted: (functionPath: string, limit: string) => void;
}

export interface AnalysisInput {
  readonly project: Project;
  readonly models: Models;
  readonly budget: Budget;
}
