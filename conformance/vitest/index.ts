export type { Subject } from '../library/subject.ts';
export { type ConformanceOptions, conformance } from './conformance.ts';
