import type { Command } from 'commander';
import { contactInput, onCallInput, patientInput, teamInput } from '../contract/people.ts';
import { addContact } from '../store/contacts.ts';
import { addPatient, listPatients } from '../store/patients.ts';
import { addOnCall, addTeam, listTeams, removeOnCall } from '../store/teams.ts';
import { type ChannelOptions, channelsOf, withChannels } from './channels.ts';
import { type AdminContext, instant, onDatabase } from './command.ts';
import { InputError, read } from './input.ts';
import { subjectAccessCommand } from './subject-access.ts';

/** Patients and those around them, teams and rotas. */
export function peopleCommands(program: Command, context: AdminContext): void {
  patientCommands(program, context);
  teamCommands(program, context);
}

function patientCommands(program: Command, context: AdminContext): void {
  const patient = program.command('patient').description('patients');
  patient
    .command('add')
    .requiredOption('--home <id>')
    .requiredOption('--given-name <name>')
    .requiredOption('--family-name <name>')
    .option('--known-as <name>', 'what they are called; unset: the given name')
    .option('--nhs-number <digits>')
    .option('--birth-date <date>', 'YYYY-MM-DD')
    .option('--zone <zone>', 'IANA time zone', 'Europe/London')
    .option('--summary <words>', 'what someone answering an alert must know first')
    .option('--simulated', 'a person of the simulator')
    .option('--id <id>', 'your own id')
    .action(async ({ home, ...options }, command: Command) => {
      const input = read(patientInput, { ...options, homeId: home });
      await onDatabase(context, command, async ({ write }) => ({ patientId: await write((tx) => addPatient(tx, input)) }));
    });
  patient
    .command('list')
    .argument('[words]', 'part of a name or address, a whole NHS number, or an id', '')
    .action((words: string, _, command: Command) =>
      onDatabase(context, command, async ({ pool, at }) =>
        (await listPatients(pool, { q: words, limit: 100_000, now: at })).map((row) => ({
          id: row.id,
          name: `${row.givenName} ${row.familyName}`,
          homeId: row.homeId,
          openAlerts: row.openAlerts,
          lastHeardAt: instant(row.lastHeardAt),
        })),
      ),
    );

  subjectAccessCommand(patient, context);

  const contact = program.command('contact').description('family, friends and neighbours of a patient');
  withChannels(
    contact
      .command('add')
      .requiredOption('--patient <id>')
      .requiredOption('--name <name>')
      .requiredOption('--relationship <word>', 'for example daughter')
      .option('--order <n>', 'who is asked first', '1'),
  )
    .option('--may-be-told', 'the patient agreed that this person is told')
    .option('--consent-note <words>')
    .option('--quiet <hours>', 'for example 22:00-07:00 where they live; an urgent alert goes through')
    .option('--zone <zone>', 'where they live, for example America/New_York; left out: as the patient')
    .option('--language <tag>', 'en or pl', 'en')
    .option('--details-on-lock-screen', 'they chose to read what it is about in text messages and notices')
    .option('--checked-by-phone', 'you have spoken to them there; otherwise nothing is sent there before it is checked')
    .option('--id <id>', 'your own id')
    .action(async ({ patient: patientId, quiet, order, mayBeTold = false, ...options }, command: Command) => {
      const { id, name, relationship, consentNote, zone = null, language, detailsOnLockScreen, checkedByPhone } = options;
      const input = read(contactInput, {
        id,
        name,
        relationship,
        consentNote,
        order: Number(order),
        mayBeTold,
        zone,
        language,
        detailsOnLockScreen,
        checkedByPhone,
        channels: channelsOf(options as ChannelOptions),
        quietHours: quiet === undefined ? null : quietHours(quiet),
      });
      await onDatabase(context, command, async ({ write }) => ({ contactId: await write((tx) => addContact(tx, patientId, input)) }));
    });
}

function teamCommands(program: Command, context: AdminContext): void {
  const team = program.command('team').description('coordination centre, rapid response teams, agencies');
  withChannels(
    team.command('add').requiredOption('--kind <kind>', 'coordination, rapid-response or agency').requiredOption('--name <name>'),
  )
    .option('--console', 'reached on the coordination console')
    .option('--locality <id>', 'where it works; unset: everywhere')
    .option('--id <id>', 'your own id')
    .action(async ({ id, kind, name, locality, ...options }, command: Command) => {
      const input = read(teamInput, { id, kind, name, localityId: locality, channels: channelsOf(options) });
      await onDatabase(context, command, async ({ write }) => ({ teamId: await write((tx) => addTeam(tx, input)) }));
    });
  team.command('list').action((_, command: Command) =>
    onDatabase(context, command, async ({ pool, at }) =>
      (await listTeams(pool, at)).map(({ onCall, channels, ...row }) => ({
        ...row,
        channels: channels.map(({ kind }) => kind).join(','),
        onCall: onCall.map(({ name }) => name).join(','),
      })),
    ),
  );

  const onCall = program.command('on-call').description('who is on call in a team');
  withChannels(onCall.command('add').requiredOption('--team <id>').requiredOption('--name <name>'))
    .option('--from <instant>', 'ISO 8601; unset: now')
    .option('--until <instant>', 'ISO 8601; unset: until changed')
    .option('--id <id>', 'your own id')
    .action(async ({ id, team: teamId, name, from, until, ...options }, command: Command) => {
      const input = read(onCallInput, { id, name, fromAt: from, untilAt: until, channels: channelsOf(options) });
      await onDatabase(context, command, async ({ write }) => ({ onCallId: await write((tx) => addOnCall(tx, teamId, input)) }));
    });
  onCall
    .command('remove')
    .argument('<team>')
    .argument('<on-call>')
    .action((teamId: string, id: string, _, command: Command) =>
      onDatabase(context, command, async ({ write }) => {
        await write((tx) => removeOnCall(tx, teamId, id));
        return { removed: id };
      }),
    );
}

function quietHours(text: string): { from: string; to: string } {
  const [from, to, ...rest] = text.split('-');
  if (!from || !to || rest.length > 0) throw new InputError(`quietHours: "${text}" is no stretch of time such as 22:00-07:00`);
  return { from, to };
}
