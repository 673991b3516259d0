/** Rules and weaknesses as SARIF reporting descriptors and taxonomy. */
import type {
  ReportingDescriptor,
  ReportingDescriptorRelationship,
  ToolComponent,
  ToolComponentReference,
} from 'sarif';
import type { Level, Report, RuleDescription } from '../findings/finding.ts';

/** Names the taxonomy inside of one SARIF file; any constant serves. */
const taxonomyGuid = 'b3a7b1d4-6c0e-4f0b-9c55-2f1d0a6c7e21';
const weaknesses = 'https://cwe.mitre.org';

export function descriptorOf(rule: RuleDescription): ReportingDescriptor {
  return {
    id: rule.id,
    ...nameOf(rule.id),
    shortDescription: { text: sentence(rule.title) },
    fullDescription: { text: rule.summary },
    help: { text: rule.help, markdown: rule.help },
    helpUri: weaknessUri(rule.cwe[0]),
    defaultConfiguration: { level: rule.level },
    relationships: rule.cwe.map(relationship),
    properties: propertiesOf(rule),
  };
}

/** `external/cwe/cwe-532` and `security-severity` are the spellings that GitHub reads. */
function propertiesOf(rule: RuleDescription): NonNullable<ReportingDescriptor['properties']> {
  const weaknessTags = rule.cwe.map((number) => `external/cwe/cwe-${String(number).padStart(3, '0')}`);
  return {
    tags: [...new Set(['security', rule.area, ...rule.tags, ...weaknessTags])],
    area: rule.area,
    precision: rule.precision,
    ...(rule.measured === null ? {} : { measuredPrecision: rule.measured }),
    'security-severity': rule.securitySeverity.toFixed(1),
    'problem.severity': problemSeverity(rule.level),
  };
}

function problemSeverity(level: Level): string {
  return level === 'note' ? 'recommendation' : level;
}

/** The weaknesses that the rules name, by number. */
export function taxonomyOf(report: Report): ToolComponent {
  const numbers = [...new Set(report.rules.flatMap((rule) => rule.cwe))].sort((left, right) => left - right);
  return {
    name: 'CWE',
    guid: taxonomyGuid,
    organization: 'MITRE',
    fullName: 'Common Weakness Enumeration',
    shortDescription: { text: 'The MITRE Common Weakness Enumeration.' },
    informationUri: `${weaknesses}/`,
    isComprehensive: false,
    taxa: numbers.map((number) => ({ id: `CWE-${number}`, helpUri: weaknessUri(number) })),
  };
}

export const taxonomyReference: ToolComponentReference = { name: 'CWE', guid: taxonomyGuid, index: 0 };

function relationship(number: number): ReportingDescriptorRelationship {
  return {
    target: { id: `CWE-${number}`, toolComponent: { name: 'CWE', guid: taxonomyGuid } },
    kinds: ['superset'],
  };
}

function weaknessUri(number: number | undefined): string {
  return number === undefined ? `${weaknesses}/` : `${weaknesses}/data/definitions/${number}.html`;
}

/** `secret-in-log` is `SecretInLog`; an id of one word has no name besides, for SARIF wants the two to differ. */
export function nameOf(id: string): { readonly name?: string } {
  const words = id.split('-');
  if (words.length === 1) return {};
  return { name: words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('') };
}

function sentence(title: string): string {
  return title.endsWith('.') ? title : `${title}.`;
}
