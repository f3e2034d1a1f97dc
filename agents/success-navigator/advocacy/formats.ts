/** How each form of advocacy is prepared: weeks before the occasion, what happens, who does it. Data. */
export const FORMATS = {
  conference_talk: {
    name: 'Conference talk',
    weeks: 6,
    hours: 8,
    tasks: [
      { week: 1, who: 'csm', text: 'Agree the message: one idea, one result, one lesson' },
      { week: 2, who: 'marketing', text: 'First slides from the outline; every figure confirmed by the speaker' },
      { week: 3, who: 'marketing', text: 'Design and legal review on both sides' },
      { week: 4, who: 'csm', text: 'Rehearsal with questions from a critical listener' },
      { week: 5, who: 'marketing', text: 'Travel, stage technology and a spare copy of the slides' },
      { week: 6, who: 'csm', text: 'The day itself: somebody of ours with them, introductions to two peers' },
      { week: 7, who: 'csm', text: 'Thank them with what it achieved; ask how it was' },
    ],
  },
  case_study: {
    name: 'Case study',
    weeks: 4,
    hours: 3,
    tasks: [
      { week: 1, who: 'marketing', text: 'Interview with the guide, 45 minutes, recorded with consent' },
      { week: 2, who: 'marketing', text: 'First draft; figures only as confirmed' },
      { week: 3, who: 'csm', text: 'Their review and their legal’s; every change taken over' },
      { week: 4, who: 'marketing', text: 'Written yes, then publication with their quote and picture' },
      { week: 5, who: 'csm', text: 'Thank them with the reach of the first week' },
    ],
  },
  reference_call: {
    name: 'Reference call',
    weeks: 1,
    hours: 1,
    tasks: [
      { week: 1, who: 'csm', text: 'Tell them who calls, why, and the three likely questions' },
      { week: 1, who: 'ae', text: 'Hold the call to 30 minutes; nobody of ours talks over them' },
      { week: 2, who: 'csm', text: 'Thank them and say what came of it' },
    ],
  },
  advisory_board: {
    name: 'Advisory board',
    weeks: 3,
    hours: 12,
    tasks: [
      { week: 1, who: 'executive', text: 'Personal invitation: why them, what it takes a year' },
      { week: 2, who: 'csm', text: 'Ask for two subjects they want on the agenda' },
      { week: 3, who: 'executive', text: 'First meeting: roadmap under discussion, their subjects first' },
      { week: 5, who: 'csm', text: 'Report what became of each point they raised' },
    ],
  },
} as const;

export type Format = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as [Format, ...Format[]];
