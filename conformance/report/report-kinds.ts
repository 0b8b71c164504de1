/** The files that a run can be written as. */
export const reportKinds = ['json', 'junit', 'md', 'html', 'badge'] as const;
export type ReportKind = (typeof reportKinds)[number];
