import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { gitlabOf } from '../../src/reporters/gitlab.ts';
import { hostileReport } from './hostile-report.ts';
import { sampleReport } from './sample-report.ts';

const name = { type: 'string', minLength: 1 };
const link = { type: 'string', pattern: '^https?://.+' };
const time = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$' };
const tool = {
  type: 'object',
  required: ['id', 'name', 'version', 'vendor'],
  properties: {
    id: name,
    name,
    url: link,
    version: name,
    vendor: { required: ['name'], properties: { name } },
  },
};

/** What version 15.0.7 of GitLab's SAST report format asks of the keys that we write. */
const format = {
  type: 'object',
  required: ['scan', 'version', 'vulnerabilities'],
  properties: {
    version: { type: 'string', pattern: '^[0-9]+\\.[0-9]+\\.[0-9]+$' },
    schema: link,
    scan: {
      type: 'object',
      required: ['analyzer', 'end_time', 'scanner', 'start_time', 'status', 'type'],
      properties: {
        analyzer: tool,
        scanner: tool,
        start_time: time,
        end_time: time,
        status: { enum: ['success', 'failure'] },
        type: { const: 'sast' },
        messages: {
          type: 'array',
          items: {
            required: ['level', 'value'],
            properties: { level: { enum: ['info', 'warn', 'fatal'] }, value: name },
          },
        },
      },
    },
    vulnerabilities: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['id', 'identifiers', 'location'],
        properties: {
          id: name,
          name: { type: 'string', maxLength: 255 },
          description: { type: 'string', maxLength: 1_048_576 },
          severity: { enum: ['Info', 'Unknown', 'Low', 'Medium', 'High', 'Critical'] },
          identifiers: {
            type: 'array',
            minItems: 1,
            items: {
              type: 'object',
              required: ['type', 'name', 'value'],
              properties: { type: name, name, value: name, url: link },
            },
          },
          location: {
            type: 'object',
            properties: {
              file: { type: 'string' },
              start_line: { type: 'number' },
              end_line: { type: 'number' },
              class: { type: 'string' },
              method: { type: 'string' },
            },
          },
          tracking: {
            type: 'object',
            required: ['type', 'items'],
            properties: {
              type: { const: 'source' },
              items: {
                type: 'array',
                items: {
                  type: 'object',
                  required: ['signatures'],
                  properties: {
                    signatures: {
                      type: 'array',
                      minItems: 1,
                      items: { required: ['algorithm', 'value'], type: 'object' },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};

const scan = { started: new Date(0), ended: new Date(1000) };
const validate = new Ajv2020({ strict: false, allErrors: true }).compile(format);

test.each([
  ['a sample', sampleReport()],
  ['hostile code', hostileReport()],
])('the report of %s has the format of GitLab', (_name, report) => {
  validate(JSON.parse(gitlabOf(report, scan)));
  expect(validate.errors ?? []).toEqual([]);
});

test('findings with one fingerprint get ids of their own', () => {
  const report = sampleReport();
  const [finding] = report.findings;
  const twice = finding === undefined ? [] : [finding, finding];
  const written = JSON.parse(gitlabOf({ ...report, findings: twice }, scan));
  const ids: string[] = written.vulnerabilities.map((one: { id: string }) => one.id);
  expect(new Set(ids).size).toBe(2);
});
