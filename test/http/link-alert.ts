import type { AlertDetail } from '../../gateway/contract/alerts.ts';
import type { AlertCommands } from '../../gateway/ports.ts';
import { toAlertDetail } from '../../gateway/views/alert.ts';
import { refusal } from '../../rules/alerts/allowed.ts';
import { type AlertInput, stepAlert } from '../../rules/alerts/lifecycle.ts';
import { newAlert } from '../../rules/engine/new-alert.ts';
import type { Actor, AlertState, Severity } from '../../rules/model/alert.ts';
import type { Notification } from '../../rules/model/effect.ts';
import type { AlertCommand } from '../../rules/model/input.ts';
import type { Directory, PatientContext, ScenarioContext } from '../../rules/model/patient.ts';

const openedAt = Date.UTC(2026, 6, 1, 9, 0);
export const maureen: Actor = { kind: 'contact', id: 'c-1', name: 'Maureen', tier: 'family' };
export const nick: Actor = { kind: 'contact', id: 'c-2', name: 'Nick', tier: 'family' };
export const sam: Actor = { kind: 'on-call', id: 'o-1', name: 'Sam', tier: 'professional' };

function contact(actor: Actor, order: number): PatientContext['contacts'][number] {
  const channels = [{ kind: 'email', address: `${actor.id}@example.org` } as const];
  return { id: actor.id, name: actor.name, relationship: 'family', order, mayBeTold: true, channels, quietHours: null };
}

const directory: Directory = {
  teams: [
    {
      id: 't-1',
      kind: 'coordination',
      name: 'Coordination centre',
      channels: [],
      onCall: [{ id: sam.id, name: sam.name, channels: [{ kind: 'email', address: 'sam@example.org' }], fromAt: 0, untilAt: null }],
    },
  ],
};

/** One real alert under the real rules, with commands that are carried out at once. Its time is `alert.at`. */
export function liveAlert(severity: Severity = 'moderate', reason = "Kathleen's fridge was not opened between 07:00 and 10:00.") {
  const scenario: ScenarioContext = {
    id: 'sc-1',
    version: 1,
    template: 'fridge',
    params: {},
    plan: {
      steps: [
        { level: 'patient', waitMs: 1_800_000, contactOrder: null, message: 'Good morning, {name}.' },
        { level: 'family', waitMs: 1_200_000, contactOrder: null, message: 'Please look in on {name}.' },
        { level: 'coordination', waitMs: 1_800_000, contactOrder: null, message: 'Please call {name}.' },
      ],
      familyHolds: false,
      okClears: true,
    },
    severity,
    approvedBy: 'Dr Amin',
    activeFromAt: 0,
  };
  const fridge = {
    id: 'k-fridge',
    kind: 'fridge',
    name: 'Fridge',
    patientId: 'p-1',
    room: null,
    heartbeatMs: null,
    prompts: true,
    enrolledAt: 0,
  } as const;
  const patient: PatientContext = {
    patientId: 'p-1',
    homeId: 'h-1',
    knownAs: 'Kathleen',
    zone: 'Europe/London',
    sharedHome: false,
    presence: { mode: 'home', untilAt: null },
    devices: [fridge],
    contacts: [contact(maureen, 1), contact(nick, 2)],
    teamIds: ['t-1'],
    scenarios: [scenario],
  };
  let state: AlertState = newAlert(patient, scenario, 1, { reason, evidence: [] }, openedAt);
  const sent: Notification[] = [];
  const commanded: AlertCommand[] = [];
  const self = {
    at: openedAt,
    /** What the reader may see of it. */
    carePlan: null as AlertDetail['carePlan'],
    commanded,
    get state() {
      return state;
    },
    tell(input: AlertInput) {
      const stepped = stepAlert(state, input, { patient, directory });
      state = stepped.state;
      for (const effect of stepped.effects) if (effect.type === 'notify') sent.push(effect.notification);
    },
    /** Until the step in force has run out: the next rung is asked. */
    nextStep() {
      const dueAt = state.stepDueAt as number;
      self.at = dueAt;
      self.tell({ type: 'deadline', at: dueAt, dueAt });
    },
    detail(reader: Actor): AlertDetail {
      const fateOf = (id: string) => state.attempts.find((attempt) => attempt.notificationId === id)?.fate ?? 'sent';
      const notifications = sent.map(({ id, recipient, channel, purpose }) => ({
        id,
        recipientName: recipient.name,
        recipientKind: recipient.kind,
        channelKind: channel.kind,
        purpose,
        status: fateOf(id),
        detail: '',
        createdAt: new Date(openedAt).toISOString(),
        updatedAt: new Date(openedAt).toISOString(),
      }));
      const patientView = {
        knownAs: 'Kathleen',
        address: '1 Secret Street',
        keyAccess: 'key safe 4711',
        summary: 'heart failure',
        contacts: [],
      };
      const surroundings = {
        scenarioTitle: 'Breakfast',
        agreement: '',
        previous: null,
        notifications,
        timeline: [],
        carePlan: self.carePlan,
        patient: patientView,
      };
      return toAlertDetail(
        state,
        { patientName: 'Kathleen', localityName: null, localityId: null, homeId: 'home' },
        surroundings,
        self.at,
        reader,
      );
    },
    commands: {
      async command(alertId, command) {
        if (alertId !== state.id) return { ok: false, reason: 'not-found', detail: alertId };
        commanded.push(command);
        const refused = refusal(state, command.type, command.actor, self.at);
        if (refused) return { ok: false, reason: 'refused', detail: refused };
        self.tell({ type: 'command', at: self.at, command });
        return { ok: true, alert: state };
      },
    } satisfies AlertCommands,
  };
  self.tell({ type: 'opened', at: openedAt });
  return self;
}
