/** How each form of advocacy is prepared: weeks of preparation, hours of the customer's time, and in which week who does what. Data. */
export const FORMATS = {
  conference_talk: {
    name: 'Conference talk',
    weeks: 6,
    hours: 8,
    tasks: [
      [1, 'csm', 'Agree the message: one idea, one result, one lesson'],
      [2, 'marketing', 'First slides from the outline; every figure confirmed by the speaker'],
      [3, 'marketing', 'Design and legal review on both sides'],
      [4, 'csm', 'Rehearsal with questions from a critical listener'],
      [5, 'marketing', 'Travel, stage technology and a spare copy of the slides'],
      [6, 'csm', 'The day itself: somebody of ours with them, introductions to two peers'],
      [7, 'csm', 'Thank them with what it achieved; ask how it was'],
    ],
  },
  case_study: {
    name: 'Case study',
    weeks: 4,
    hours: 3,
    tasks: [
      [1, 'marketing', 'Interview with the guide, 45 minutes, recorded with consent'],
      [2, 'marketing', 'First draft; figures only as confirmed'],
      [3, 'csm', 'Their review and their legal’s; every change taken over'],
      [4, 'marketing', 'Written yes, then publication with their quote and picture'],
      [5, 'csm', 'Thank them with the reach of the first week'],
    ],
  },
  reference_call: {
    name: 'Reference call',
    weeks: 1,
    hours: 1,
    tasks: [
      [1, 'csm', 'Tell them who calls, why, and the three likely questions'],
      [1, 'ae', 'Hold the call to 30 minutes; nobody of ours talks over them'],
      [2, 'csm', 'Thank them and say what came of it'],
    ],
  },
  advisory_board: {
    name: 'Advisory board',
    weeks: 3,
    hours: 12,
    tasks: [
      [1, 'executive', 'Personal invitation: why them, what it takes a year'],
      [2, 'csm', 'Ask for two subjects they want on the agenda'],
      [3, 'executive', 'First meeting: roadmap under discussion, their subjects first'],
      [5, 'csm', 'Report what became of each point they raised'],
    ],
  },
} as const;

export type Format = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as [Format, ...Format[]];
