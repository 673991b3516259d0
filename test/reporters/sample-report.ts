/** A report with one of everything, made from a small driver; the places are found by their text. */

import { buildFindings } from '../../src/findings/builder.ts';
import type { FileText, Place, Report, RuleDescription } from '../../src/findings/finding.ts';
import { lineStartsOf } from '../../src/source/text.ts';

const driver = `from oslo_log import log as logging

LOG = logging.getLogger(__name__)


class BmcPower(base.PowerInterface):
    def set_power_state(self, task, state, timeout=None):
        info = parse_driver_info(task.node)
        LOG.debug('Connecting with %(info)s', {'info': info})
        try:
            client = connect(info)
            client.set_power(state)
        except BmcError as exc:
            raise PowerStateFailure(error=exc)

    def stop_console(self, task):
        _stop(task.node.uuid)
\tsend('café 日本', task)
`;

const helpers = `def parse_driver_info(node):
    return {
        'address': node.driver_info['bmc_address'],
        'password': node.driver_info['bmc_password'],
    }
`;

export const samplePath = 'ironic/drivers/modules/bmc/power.py';
const helpersPath = 'ironic/drivers/modules/bmc/common.py';

export function fileText(text: string): FileText {
  return { text, lineStarts: lineStartsOf(text) };
}

/** The place of `needle` in `text`. */
export function placeOf(file: { path: string; text: string }, needle: string, inside = ''): Place {
  const start = file.text.indexOf(needle);
  if (start < 0) throw new Error(`${needle} is not in ${file.path}`);
  return { path: file.path, span: { start, end: start + needle.length }, function: inside };
}

export const secretInLog: RuleDescription = {
  id: 'secret-in-log',
  area: 'secret',
  level: 'error',
  precision: 'high',
  measured: { sample: 40, right: 36 },
  securitySeverity: 6.5,
  cwe: [532, 200],
  tags: ['logging'],
  title: 'Secret in a log message',
  summary: 'A password, token or key reaches a log call.',
  help: '# Secret in a log message\n\n## What it finds\nA password that is logged.\n',
};

export const consoleLeft: RuleDescription = {
  ...secretInLog,
  id: 'console-reset-unsafe',
  area: 'console',
  level: 'warning',
  precision: 'medium',
  measured: null,
  securitySeverity: 4,
  cwe: [404],
  tags: [],
  title: 'Console reset without recovery',
  summary: 'A console is stopped and not started again when something fails.',
};

const driverFile = { path: samplePath, text: driver };
const helpersFile = { path: helpersPath, text: helpers };

export function sampleReport(): Report {
  const sources = new Map([
    [samplePath, fileText(driver)],
    [helpersPath, fileText(helpers)],
  ]);
  const rules = [consoleLeft, secretInLog];
  return {
    toolVersion: '0.1.0',
    findings: buildFindings([secretDraft(), consoleDraft()], { rules, sources }).findings,
    setAside: [],
    comparison: null,
    evidence: [evidence('pass', 'state comes from the service itself', 'client.set_power(state)')],
    notifications: sampleNotifications,
    rules,
    files: [analyzedFile(helpersPath, helpers), analyzedFile(samplePath, driver)],
    resolution: { inTree: 3, modelled: 4, unknown: 2 },
    sources,
  };
}

const sampleNotifications: Report['notifications'] = [
  {
    level: 'warning',
    id: 'configuration-unknown-key',
    message: "The key 'exlude' is not known.",
    path: null,
    span: null,
    rule: null,
  },
  {
    level: 'note',
    id: 'budget-exhausted',
    message: 'The function was followed for 10000 steps and no further.',
    path: samplePath,
    span: placeOf(driverFile, 'def stop_console(self, task):').span,
    rule: 'console-reset-unsafe',
  },
];

const logCall = "LOG.debug('Connecting with %(info)s', {'info': info})";

function secretDraft() {
  return {
    rule: 'secret-in-log',
    message: 'The password of driver_info[bmc_password] reaches the log call LOG.debug.',
    place: placeOf(driverFile, logCall, 'BmcPower.set_power_state'),
    related: [
      {
        place: placeOf(helpersFile, "'password'", 'parse_driver_info'),
        message: 'this key names a password',
      },
    ],
    trace: [
      {
        place: placeOf(helpersFile, "node.driver_info['bmc_password']", 'parse_driver_info'),
        message: 'the password is read from the node',
      },
      {
        place: placeOf(driverFile, 'parse_driver_info(task.node)', 'BmcPower.set_power_state'),
        message: 'parse_driver_info returns it as info',
      },
      {
        place: placeOf(driverFile, logCall, 'BmcPower.set_power_state'),
        message: 'LOG.debug writes it to the log',
      },
    ],
  };
}

function consoleDraft() {
  const text = "_stop(task.node.uuid)\n\tsend('café 日本', task)";
  return {
    rule: 'console-reset-unsafe',
    message: 'The console is stopped and stays so when send raises.',
    place: placeOf(driverFile, text, 'BmcPower.stop_console'),
  };
}

function evidence(kind: 'pass' | 'review', message: string, needle: string) {
  const place = placeOf(driverFile, needle, 'BmcPower.set_power_state');
  return { rule: 'secret-in-log', kind, message, place, related: [] };
}

function analyzedFile(path: string, text: string) {
  return {
    path,
    hash: 'a'.repeat(64),
    bytes: Buffer.byteLength(text),
    lines: lineStartsOf(text).length,
    functions: 2,
    status: 'analyzed' as const,
  };
}
