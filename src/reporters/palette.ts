/** The colours that a report is painted with; picocolors' object is one. */
export interface Palette {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly blue: (text: string) => string;
  readonly cyan: (text: string) => string;
}

function unpainted(text: string): string {
  return text;
}

/** No colour at all. */
export const plain: Palette = {
  bold: unpainted,
  dim: unpainted,
  red: unpainted,
  yellow: unpainted,
  green: unpainted,
  blue: unpainted,
  cyan: unpainted,
};
