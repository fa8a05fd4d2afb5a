import type { MyResponse, ResponseJob } from '../../../gateway/contract/response.ts';

/** A visit to Kathleen that Ben's crew has accepted. */
export function aJob(over: Partial<ResponseJob> = {}): ResponseJob {
  return {
    id: 'job-1',
    version: 2,
    alertId: 'alert-1',
    patientId: 'kathleen',
    patientName: 'Kathleen Example',
    address: '12 Canal Street, Riverside',
    localityName: 'Riverside',
    urgency: 'visit',
    skills: ['lifting'],
    reason: 'She pressed her button and does not answer.',
    requestedAt: '2026-01-12T10:00:00.000Z',
    requestedBy: 'Asha Rahman',
    state: 'accepted',
    unit: { id: 'van-1', name: 'Van 1' },
    clocks: {
      arriveByAt: '2026-01-12T10:45:00.000Z',
      arriveAtLatestAt: '2026-01-12T11:00:00.000Z',
      accessByAt: null,
      outsideHours: false,
      missed: [],
    },
    offers: [
      {
        unitId: 'van-1',
        unitName: 'Van 1',
        offeredAt: '2026-01-12T10:00:00.000Z',
        untilAt: '2026-01-12T10:01:30.000Z',
        answer: 'accepted',
        reason: '',
      },
    ],
    stages: [],
    outcome: null,
    cancelled: null,
    summary: {
      knownAs: 'Kathleen',
      whyNow: 'Help button pressed at 09:58.',
      recorded: ['Speak to Kathleen – No reply. Only the television is heard.'],
      plan: null,
      risks: 'Falls. Hard of hearing: knock loudly.',
      contacts: [{ id: 'maureen', name: 'Maureen', relationship: 'daughter', telephone: '+441632960011' }],
      keyAccess: 'Key safe left of the door.',
      hasKeySafeCode: true,
    },
    ...over,
  };
}

/** Ben is on duty with Van 1 and has these visits. */
export function bens(...jobs: ResponseJob[]): MyResponse {
  return {
    at: '2026-01-12T10:10:00.000Z',
    unit: {
      id: 'van-1',
      name: 'Van 1',
      teamId: 'rrt',
      teamName: 'Rapid response',
      skills: ['lifting'],
      localityNames: ['Riverside'],
      state: jobs.length > 0 ? 'busy' : 'free',
      crew: [{ userId: 'u1', name: 'Ben Okoro' }],
      until: '2026-01-12T18:00:00.000Z',
      jobId: jobs[0]?.id ?? null,
    },
    units: [{ id: 'van-1', name: 'Van 1', teamName: 'Rapid response' }],
    jobs,
  };
}
