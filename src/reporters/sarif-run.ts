/** The invocation and the artifacts of a SARIF run: what was analyzed, and what went wrong on the way. */
import type { Artifact, Invocation, ReportingDescriptor, Notification as SarifNotification } from 'sarif';
import type { AnalyzedFile, Notification, Report } from '../findings/finding.ts';
import { compareText } from '../findings/order.ts';
import { meaningOf } from './notification-meaning.ts';
import { messageText, physicalLocationOf, type RunIndex } from './sarif-locations.ts';
import { nameOf } from './sarif-rules.ts';

export function invocationOf(report: Report, index: RunIndex): Invocation {
  const ids = notificationIds(report);
  const convert = (notification: Notification): SarifNotification => ({
    descriptor: { id: notification.id, index: ids.indexOf(notification.id) },
    ...sarifNotification(notification, index),
  });
  return {
    executionSuccessful: report.notifications.every((notification) => notification.level !== 'error'),
    toolExecutionNotifications: report.notifications.filter((one) => !isConfiguration(one)).map(convert),
    toolConfigurationNotifications: report.notifications.filter(isConfiguration).map(convert),
  };
}

/** The kinds of notifications that occur, sorted. */
export function notificationDescriptors(report: Report): ReportingDescriptor[] {
  return notificationIds(report).map((id) => {
    const meaning = { text: meaningOf(id) };
    return { id, ...nameOf(id), shortDescription: meaning, fullDescription: meaning, help: meaning };
  });
}

/** Notifications about how the run was configured have ids that start with `configuration-`. */
function isConfiguration(notification: Notification): boolean {
  return notification.id.startsWith('configuration-');
}

function notificationIds(report: Report): string[] {
  return [...new Set(report.notifications.map((notification) => notification.id))].sort(compareText);
}

function sarifNotification(notification: Notification, index: RunIndex): SarifNotification {
  const { level, message, path, span, rule } = notification;
  return {
    level,
    message: { text: messageText(message) },
    ...(path === null ? {} : { locations: [{ physicalLocation: physicalLocationOf(path, span, index) }] }),
    ...(rule === null ? {} : { associatedRule: index.rule(rule) }),
  };
}

export function artifactOf(file: AnalyzedFile, index: RunIndex): Artifact {
  const language = languageOf(file.path);
  return {
    location: index.artifact(file.path),
    ...(file.bytes === undefined ? {} : { length: file.bytes }),
    ...(language === null ? {} : { sourceLanguage: language }),
    ...(file.hash === '' ? {} : { hashes: { 'sha-256': file.hash } }),
    roles: ['analysisTarget'],
    properties: { status: file.status, lines: file.lines, functions: file.functions },
  };
}

function languageOf(path: string): string | null {
  if (/\.pyi?$/.test(path)) return 'python';
  if (/\.[cm]?tsx?$/.test(path)) return 'typescript';
  return /\.[cm]?jsx?$/.test(path) ? 'javascript' : null;
}
