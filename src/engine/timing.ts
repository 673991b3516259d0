/** How long each phase of a run took, for `--timing`. Never part of a report: a report does not depend on time. */
export interface PhaseTime {
  readonly phase: string;
  readonly milliseconds: number;
}

export class Timing {
  private readonly totals = new Map<string, number>();

  /** Runs `work` and adds its time to `phase`. */
  async measure<Result>(phase: string, work: () => Result | Promise<Result>): Promise<Result> {
    const start = performance.now();
    try {
      return await work();
    } finally {
      this.totals.set(phase, (this.totals.get(phase) ?? 0) + performance.now() - start);
    }
  }

  /** In the order in which the phases began. */
  get phases(): readonly PhaseTime[] {
    return [...this.totals].map(([phase, milliseconds]) => ({ phase, milliseconds }));
  }
}
