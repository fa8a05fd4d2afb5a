import type { Section } from './section.ts';

/** What is told of the equipment in a person's home. */
export const equipmentSections = {
  device: {
    title: 'Your equipment',
    meaning: 'What in your home sends readings.',
    columns: { Name: 'name', Kind: 'kind', Room: 'room', Since: 'enrolledAt', Ended: 'revokedAt' },
  },
  device_gaps: {
    title: 'How often your equipment is heard',
    meaning: 'From which is learned when it is silent for too long.',
    columns: { Equipment: 'deviceId', 'Days counted': 'days.length' },
  },
  device_day: {
    title: 'How your equipment did',
    meaning: 'Battery, signal and clock by the day; days are counted from 1 January 1970.',
    columns: { Equipment: 'deviceId', Day: 'day', 'Battery %': 'batteryPercent', Signal: 'signalLast' },
  },
  device_test: {
    title: 'Tests of your equipment',
    meaning: 'Tests that a person made or saw.',
    columns: { Equipment: 'deviceId', When: 'at', Worked: 'worked', By: 'by', Note: 'note' },
  },
  kit_repair: {
    title: 'Repairs',
    meaning: 'Equipment that was known not to work, and what was done meanwhile.',
    columns: { Equipment: 'deviceId', Since: 'since', Meanwhile: 'interimPlan', 'Works since': 'testedAt' },
  },
  hub_child: {
    title: 'What your hub has found',
    meaning: 'Sensors that were heard in your home.',
    columns: { Name: 'name', 'Made by': 'make', Model: 'model', Found: 'foundAt' },
  },
  alarm_unit: {
    title: 'Alarm units',
    meaning: 'The number by which your alarm unit calls.',
    columns: { Number: 'number', Equipment: 'deviceId' },
  },
  claim_code: {
    title: 'Codes to add equipment',
    meaning: 'Codes that were made for your home; the codes themselves are not kept.',
    columns: { 'Good until': 'expiresAt', Used: 'usedAt', By: 'createdBy' },
  },
  equipment_order: {
    title: 'Equipment on loan',
    meaning: 'What was ordered for you.',
    columns: { Ordered: 'orderedAt', Urgency: 'urgency', Note: 'note', Due: 'dueAt' },
  },
  equipment_item: {
    title: 'Pieces on loan',
    meaning: 'Each piece, and where it is now.',
    columns: { What: 'name', State: 'state', Delivered: 'deliveredAt', 'Service due': 'serviceDueOn' },
  },
  equipment_event: {
    title: 'What became of pieces on loan',
    meaning: 'Who brought, served or fetched it.',
    columns: { When: 'at', What: 'step', By: 'by', Note: 'note' },
  },
} satisfies Record<string, Section>;
