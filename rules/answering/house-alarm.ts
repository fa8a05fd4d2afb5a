import type { Script } from './script.ts';

/** Smoke, carbon monoxide, gas, water or cold in the home. */
export const houseAlarm: Script = {
  id: 'house-alarm',
  title: 'Alarm of the house',
  source:
    'UK telecare practice: a safety alarm without a reply goes to emergency services; gas: National Gas Emergency Service 0800 111 999',
  first: 'house.speak',
  steps: [
    {
      id: 'house.speak',
      kind: 'ask',
      text: '“{name}, an alarm is sounding. Do you see smoke, smell gas, feel dizzy or sick? Is anybody with you?”',
      answers: [
        { id: 'fire-or-gas', label: 'Smoke, fire, gas or carbon monoxide', next: 'house.out' },
        { id: 'water', label: 'Water', next: 'house.water' },
        { id: 'cold', label: 'Cold', next: 'house.cold' },
        { id: 'false', label: 'Steam, cooking, a test', next: 'house.stay' },
        { id: 'silence', label: 'No reply', next: 'emergency.call' },
      ],
    },
    {
      id: 'house.out',
      kind: 'say',
      text: '“Leave the home now if you can, leave the doors open behind you, and wait outside. Touch no switch where you smell gas.”',
      hint: 'Who cannot leave shuts the door of the room and stays by the window. For gas ring 0800 111 999 as well.',
      answers: [{ id: 'said', label: 'Said', next: 'emergency.call' }],
    },
    {
      id: 'house.stay',
      kind: 'do',
      text: 'Stay on the line until the alarm has stopped.',
      answers: [
        { id: 'stopped', label: 'Stopped', next: null, outcome: 'accidental' },
        { id: 'goes-on', label: 'Goes on', next: 'house.out' },
        { id: 'fault', label: 'The detector is at fault', next: 'kit.interim', outcome: 'equipment-fault' },
      ],
    },
    {
      id: 'house.water',
      kind: 'ask',
      text: '“Can you turn the tap or the stop valve off, and keep away from wet sockets?”',
      answers: [
        { id: 'off', label: 'Turned off', next: null, outcome: 'advice' },
        { id: 'cannot', label: 'Cannot', next: 'contacts.call' },
      ],
    },
    {
      id: 'house.cold',
      kind: 'ask',
      text: '“Are you warm enough, and does the heating work?” Warm one room, warm drinks, a cap and layers.',
      hint: 'Shivering, slurred words or new confusion in a cold home are an emergency.',
      answers: [
        { id: 'warm', label: 'Warm enough now', next: null, outcome: 'advice' },
        { id: 'heating', label: 'The heating does not work', next: 'contacts.call' },
        { id: 'unwell', label: 'Cold and unwell', next: 'help.assess' },
      ],
    },
  ],
};
